package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.ChainProfile.Finality;
import dev.fairlead.chain.FaultCase.Over;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.faults.RpcServer;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.SubmissionOutcome;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/**
 * A node that follows a real chain through two proxies, one for its requests and one for its
 * subscription, and that believes or mistrusts what comes through them.
 */
final class FaultWorld implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int POLLS = 4;

  private final ClientFixture fixture;
  private final ChainProfile profile;
  private final FaultProxy http;
  private final FaultProxy socket;
  private final List<String> mistrusted = new CopyOnWriteArrayList<>();
  private final List<String> foreignHashes = new CopyOnWriteArrayList<>();
  private final List<ClientFixture> twins = new ArrayList<>();
  private final List<FaultProxy> ways = new ArrayList<>();
  private final List<Block> seen = new CopyOnWriteArrayList<>();
  private EvmChain chain;
  private BlockFeed feed;
  private FeedReader reader;
  private BlockRef before;

  FaultWorld(ClientFixture fixture, Finality finality) throws InterruptedException {
    this.fixture = fixture;
    this.profile = AnvilFixture.profile(finality);
    RpcEndpoint real = fixture.endpoint();
    this.http = FaultProxy.before(real.http().orElseThrow(), real.webSocket());
    this.socket = FaultProxy.before(real.http().orElseThrow(), real.webSocket());
    this.chain = open();
    this.feed = chain.follow();
    this.reader = new FeedReader(feed);
    this.before = reader.nextBlock().ref();
  }

  private EvmChain open() {
    return fixture.open(
        profile,
        RpcEndpoint.of(http.http(), Optional.of(socket.webSocket()))
            .withDeadline(Duration.ofSeconds(1))
            .withMaxResponseBytes(1 << 20),
        new ChainObserver() {
          @Override
          public void seen(ChainId id, Block block) {
            seen.add(block);
          }

          @Override
          public void mistrusted(ChainId id, String what) {
            mistrusted.add(what);
          }

          @Override
          public void foreignHash(ChainId id, TxHash ours, String answered) {
            foreignHashes.add(answered);
          }
        });
  }

  ClientFixture fixture() {
    return fixture;
  }

  EvmChain chain() {
    return chain;
  }

  List<String> foreignHashes() {
    return foreignHashes;
  }

  /** The proxy that requests go through. */
  FaultProxy http() {
    return http;
  }

  /** The proxy that a fault is committed at. */
  FaultProxy proxy(Over over) {
    return over == Over.HTTP ? http : socket;
  }

  /** Blocks happen on the real chain: one with a log in it, and two above. */
  void happen() {
    fixture.rpc().call("eth_sendRawTransaction", logging().toString());
    fixture.mine(2);
  }

  /** The next transaction of the wallet. */
  Bytes logging() {
    return TestTransactions.logging(nextNonce(), AnvilFixture.word(5)).raw();
  }

  long nextNonce() {
    BigInteger nonce =
        JsonRpc.number(
            fixture
                .rpc()
                .call(
                    "eth_getTransactionCount", AnvilFixture.WALLET.address().toString(), "latest"));
    return nonce.longValueExact();
  }

  /** Reads until the node has all that the real chain has. */
  void readToHead() throws InterruptedException {
    reader.readTo(fixture.head());
    before = fixture.head();
  }

  /** What the node did is what the case says. */
  void judge(FaultCase is) throws InterruptedException {
    awaits(() -> isCommitted(is.over()), is);
    switch (is.did()) {
      case FOLLOWED -> reader.readTo(fixture.head());
      case UNFINAL -> {
        BlockRef last = chain.finalized();
        reader.readTo(fixture.head());
        assertThat(chain.finalized()).isEqualTo(last);
      }
      case HEALED, ALARMED -> {
        BlockRef last = chain.finalized();
        reader.readTo(fixture.head());
        awaits(() -> mistrusts(is.because()), is);
        assertThat(chain.finalized().number()).isGreaterThanOrEqualTo(last.number());
      }
      case ASKED_AGAIN -> {
        awaits(() -> mistrusts(is.because()), is);
        assertThat(chain.head()).isEqualTo(before);
      }
      case WAITED -> {
        int spoiled = http.spoiled() + POLLS;
        awaits(() -> http.spoiled() >= spoiled, is);
        assertThat(chain.head()).isEqualTo(before);
        assertThat(reader.retracted()).isEmpty();
      }
      case REORGED ->
          awaits(() -> !fixture.isCanonical(chain.head()) && !reader.retracted().isEmpty(), is);
      case HALTED -> {
        assertThat(reader.readToHalt()).contains(is.because());
        assertThat(chain.send(TestTransactions.logging(nextNonce(), AnvilFixture.word(1))))
            .isInstanceOf(SubmissionOutcome.Refused.class);
      }
    }
  }

  /** Blocks go on until there was something to spoil: a subscription may begin only now. */
  private boolean isCommitted(Over over) {
    if (over == Over.SOCKET && socket.spoiled() == 0) {
      fixture.mine(1);
    }
    return proxy(over).spoiled() > 0;
  }

  private boolean mistrusts(String because) {
    return mistrusted.stream().anyMatch(what -> what.contains(because));
  }

  private void awaits(BooleanSupplier condition, FaultCase is) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s; mistrusted %s", is, mistrusted).isLessThan(end);
      var _ = reader.next(Duration.ofMillis(20));
    }
  }

  /** Another real chain with the same blocks up to now, for as long as this world lasts. */
  ClientFixture twin() {
    ClientFixture twin = fixture.twin();
    twins.add(twin);
    return twin;
  }

  /** Whoever answers for another real chain. */
  RpcServer behind(ClientFixture other) {
    FaultProxy way = FaultProxy.before(other.endpoint().http().orElseThrow(), Optional.empty());
    ways.add(way);
    return way.behind();
  }

  /** The faults end; then the view is a fresh scan's, and nothing else was ever handed on. */
  void endsWithTheTruth(FaultCase is) throws InterruptedException {
    http.commit();
    socket.commit();
    http.comeUp();
    socket.comeUp();
    if (is.did() == FaultCase.Did.HALTED) {
      restart();
    }
    fixture.mine(1);
    reader.readTo(fixture.head());
    assertThat(chain.head()).isEqualTo(fixture.head());
    assertThat(reader.chain()).allMatch(fixture::isCanonical, "is a block of the real chain");
    EvmChain fresh = fixture.open(profile);
    for (Block block : seen) {
      if (fixture.isCanonical(block.ref())) {
        assertThat(fresh.block(block.ref())).contains(block);
      } else {
        assertThat(is.did()).as("%s was handed on", block.ref()).isEqualTo(FaultCase.Did.REORGED);
      }
    }
    fresh.close();
  }

  private void restart() {
    List<BlockRef> known = reader.chain();
    feed.close();
    chain.close();
    chain = open();
    feed = chain.resume(known);
    reader = new FeedReader(feed, known);
  }

  @Override
  public void close() {
    feed.close();
    chain.close();
    http.close();
    socket.close();
    ways.forEach(FaultProxy::close);
    twins.forEach(ClientFixture::close);
  }
}
