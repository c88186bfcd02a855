package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.chain.window.ChainWindow;
import dev.fairlead.chain.window.WindowBlock;
import dev.fairlead.chain.window.WindowFile;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.devnet.anvil.ChainControl.Reincluded;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.tx.SignedTransaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/**
 * One seed's life of a chain and of a node that follows it: blocks, reorgs of every kind, restarts,
 * and announcements that are missing, doubled, late or wrong. At its end the node's view is held
 * against the chain itself.
 */
final class ReorgSchedule implements AutoCloseable {
  private static final ChainProfile PROFILE = AnvilFixture.confirmations(ChainProfile.WINDOW);
  private static final int DEEPEST = 64;

  /** However reorgs add up while the node does not look, they stay above its final block. */
  private static final int FREEDOM = ChainProfile.WINDOW - DEEPEST;

  private final Random random;
  private final Path windowFile;
  private final AnvilFixture fixture =
      new AnvilFixture(AnvilSettings.empty(AnvilFixture.ID).withGenesisTime(1_700_000_000));
  private final HeadAnnouncer announcer = new HeadAnnouncer();
  private final Map<TxHash, SignedTransaction> signed = new HashMap<>();
  private final Map<Long, List<SignedTransaction>> byNonce = new HashMap<>();
  private final List<BlockHash> announced = new ArrayList<>();
  private final ScheduleReader thorough;
  private final ScheduleReader forgetful;

  /** Held by whoever changes the chain. */
  private final ReentrantLock changing = new ReentrantLock();

  private final AtomicInteger during = new AtomicInteger();
  private final List<String> halts = new ArrayList<>();
  private EvmChain chain;
  private long highest;
  private int miners;

  ReorgSchedule(long seed, Path directory) {
    this.random = new Random(seed);
    this.windowFile = directory.resolve(seed + ".window");
    fixture.control().setAutomine(false);
    List<BlockRef> genesis = List.of(fixture.block("0x0"));
    this.thorough = new ScheduleReader(genesis, ChainProfile.WINDOW);
    this.forgetful = new ScheduleReader(genesis, 1);
    this.chain = open();
  }

  void run() throws InterruptedException {
    int steps = 6 + random.nextInt(9);
    for (int step = 0; step < steps; step++) {
      change();
      if (random.nextInt(4) == 0) {
        restart();
      }
      announce();
      if (random.nextBoolean()) {
        thorough.read(chain, random.nextInt(40));
        forgetful.read(chain, random.nextInt(40));
      }
    }
    exclusively(() -> {
      during.set(0);
      anotherMiner();
      mine(1);
    });
    compare();
  }

  private void exclusively(Runnable change) {
    changing.lock();
    try {
      change.run();
    } finally {
      changing.unlock();
    }
  }

  private void change() {
    exclusively(this::changeSomehow);
  }

  private void changeSomehow() {
    anotherMiner();
    switch (random.nextInt(10)) {
      case 0, 1 -> mine(1 + random.nextInt(20));
      case 2 -> mine(1);
      case 3 -> mine(100 + random.nextInt(250));
      case 4, 5 -> reorg(1 + random.nextInt(DEEPEST));
      case 6 -> {
        reorg(1 + random.nextInt(DEEPEST));
        anotherMiner();
        reorg(1 + random.nextInt(8));
      }
      case 7 -> {
        during.set(1 + random.nextInt(20));
        reorg(1 + random.nextInt(DEEPEST));
      }
      case 8 -> otherLength(1 + random.nextInt(DEEPEST), 1 + random.nextInt(DEEPEST));
      default -> goBackAndOn(1 + random.nextInt(30));
    }
  }

  /** Blocks with the transactions of the pool in the first of them. */
  private void mine(int blocks) {
    fixture.control().dropAll();
    long nonce = nonce("latest");
    for (int i = random.nextInt(4); i > 0; i--) {
      SignedTransaction transaction = transaction(nonce++);
      fixture.anvil().rpc().call("eth_sendRawTransaction", transaction.raw().toString());
    }
    fixture.control().mine(blocks);
    highest = Math.max(highest, number());
  }

  /** Other blocks in the place of the newest, with some of the same transactions elsewhere. */
  private void reorg(int wanted) {
    int depth = allowed(wanted);
    if (depth == 0) {
      return;
    }
    List<Reincluded> transactions = new ArrayList<>();
    long nonce = nonce("0x" + Long.toHexString(number() - depth));
    int block = 0;
    for (int i = random.nextInt(5); i > 0; i--) {
      block = Math.min(depth - 1, block + random.nextInt(3));
      transactions.add(new Reincluded(transaction(nonce++).raw(), block));
    }
    fixture.control().dropAll();
    fixture.control().reorg(depth, transactions);
  }

  /** A branch that is shorter than the one that it takes the place of, or longer. */
  private void otherLength(int wanted, int blocks) {
    int depth = allowed(wanted);
    if (depth > 0) {
      fixture.control().rollBack(depth);
      mine(blocks);
    }
  }

  /** The endpoint loses its newest blocks, is asked for a while, and gets others. */
  private void goBackAndOn(int blocks) {
    String snapshot = fixture.control().snapshot();
    mine(blocks);
    announcer.announce(fixture.head().hash());
    assertThat(fixture.control().revertTo(snapshot)).isTrue();
    announce();
    anotherMiner();
    mine(1 + random.nextInt(blocks));
  }

  private int allowed(int depth) {
    long floor = Math.max(0, highest - FREEDOM);
    return Math.toIntExact(Math.max(0, Math.min(depth, number() - floor)));
  }

  /** One that was signed before for this nonce, or another in its place. */
  private SignedTransaction transaction(long nonce) {
    List<SignedTransaction> known = byNonce.computeIfAbsent(nonce, _ -> new ArrayList<>());
    if (!known.isEmpty() && random.nextInt(3) > 0) {
      return known.get(random.nextInt(known.size()));
    }
    SignedTransaction fresh = fixture.logging(nonce, AnvilFixture.word(known.size() + 1));
    known.add(fresh);
    signed.put(fresh.hash(), fresh);
    return fresh;
  }

  /** Branches differ though they are made within one second. */
  private void anotherMiner() {
    fixture.anvil().rpc().call("anvil_setCoinbase", "0x%040x".formatted(++miners));
  }

  private void announce() {
    BlockHash head = fixture.head().hash();
    announced.add(head);
    switch (random.nextInt(7)) {
      case 0 -> {}
      case 1, 2 -> announcer.announce(head);
      case 3 -> {
        announcer.announce(head);
        announcer.announce(head);
      }
      case 4 -> {
        announcer.announce(head);
        announcer.announce(announced.get(random.nextInt(announced.size())));
      }
      case 5 -> {
        byte[] unknown = new byte[Bytes32.LENGTH];
        random.nextBytes(unknown);
        announcer.announce(new BlockHash(Bytes32.wrap(unknown)));
      }
      default -> announcer.drop();
    }
  }

  private void restart() {
    exclusively(() -> during.set(0));
    thorough.stop();
    forgetful.stop();
    chain.close();
    if (random.nextBoolean()) {
      change();
    }
    chain = open();
  }

  private EvmChain open() {
    return fixture.open(
        PROFILE,
        RpcEndpoint.of(fixture.anvil().http(), Optional.of(announcer.uri())),
        new ChainObserver() {
          @Override
          public void reorganised(ChainId id, Reorg reorg) {
            exclusively(() -> {
              int wanted = during.getAndSet(0);
              int depth = wanted == 0 ? 0 : allowed(wanted);
              if (depth > 0 && reorg.depth() > depth) {
                fixture.control().reorg(depth, List.of());
              }
            });
          }

          @Override
          public void halted(ChainId id, String reason) {
            halts.add(reason);
          }
        },
        windowFile);
  }

  private void compare() throws InterruptedException {
    BlockRef head = fixture.head();
    thorough.readTo(chain, head);
    forgetful.readTo(chain, head);
    List<BlockRef> scan = fixture.blocks(0, head.number().value());
    assertThat(halts).isEmpty();
    assertThat(chain.head()).isEqualTo(head);
    assertThat(thorough.blocks()).isEqualTo(scan);
    assertThat(forgetful.blocks()).isEqualTo(scan);
    assertThat(chain.finalized()).isIn(scan);
    for (TxHash hash : signed.keySet()) {
      assertThat(chain.inclusion(hash).map(Inclusion::block)).isEqualTo(placeByChain(hash));
    }
    chain.close();
    ChainWindow window =
        WindowFile.open(windowFile, AnvilFixture.ID, Optional.empty(), ChainProfile.WINDOW)
            .window()
            .orElseThrow();
    assertThat(window.blocks().stream().map(WindowBlock::ref))
        .isEqualTo(scan.subList(Math.toIntExact(window.bottom()), scan.size()));
    assertThat(window.bottom()).isLessThanOrEqualTo(Math.max(0, highest - ChainProfile.WINDOW));
    assertThat(window.finalized()).isIn(scan);
  }

  private Optional<BlockRef> placeByChain(TxHash hash) {
    JsonNode receipt = fixture.anvil().rpc().call("eth_getTransactionReceipt", hash.toString());
    return receipt.isNull()
        ? Optional.empty()
        : Optional.of(
            new BlockRef(
                new BlockNumber(Long.decode(receipt.path("blockNumber").asString())),
                BlockHash.parse(receipt.path("blockHash").asString())));
  }

  private long number() {
    return fixture.head().number().value();
  }

  private long nonce(String block) {
    return Long.decode(
        fixture
            .anvil()
            .rpc()
            .call("eth_getTransactionCount", AnvilFixture.WALLET.address().toString(), block)
            .asString());
  }

  @Override
  public void close() {
    thorough.stop();
    forgetful.stop();
    fixture.close();
    announcer.close();
  }

  /** A reader that names so many of its newest blocks when it resumes. */
  private static final class ScheduleReader {
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final int named;
    private List<BlockRef> blocks;
    private Optional<BlockFeed> feed = Optional.empty();
    private Optional<FeedReader> reader = Optional.empty();

    ScheduleReader(List<BlockRef> blocks, int named) {
      this.blocks = blocks;
      this.named = named;
    }

    List<BlockRef> blocks() {
      return blocks;
    }

    void read(EvmChain chain, int updates) throws InterruptedException {
      try {
        FeedReader open = reader(chain);
        for (int i = 0; i < updates && open.next(MOMENT).isPresent(); i++) {
          blocks = open.chain();
        }
      } catch (ChainException cut) {
        stop();
      }
    }

    void readTo(EvmChain chain, BlockRef head) throws InterruptedException {
      while (!blocks.getLast().equals(head)) {
        try {
          FeedReader open = reader(chain);
          open.readTo(head);
          blocks = open.chain();
        } catch (ChainException cut) {
          stop();
        }
      }
    }

    void stop() {
      reader.ifPresent(open -> blocks = open.chain());
      feed.ifPresent(BlockFeed::close);
      reader = Optional.empty();
      feed = Optional.empty();
    }

    private FeedReader reader(EvmChain chain) {
      if (reader.isEmpty()) {
        List<BlockRef> known = blocks.subList(Math.max(0, blocks.size() - named), blocks.size());
        BlockFeed opened = chain.resume(known);
        feed = Optional.of(opened);
        reader = Optional.of(new FeedReader(opened, blocks));
      }
      return reader.orElseThrow();
    }
  }
}
