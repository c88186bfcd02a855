package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.chain.readable.RevertReader;
import dev.fairlead.chain.rpc.RpcEndpoint;
import dev.fairlead.chain.settlement.Settlements;
import dev.fairlead.devnet.anvil.ChainControl;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.faults.FaultProxy;
import dev.fairlead.faults.Faults;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.settlement.BalanceCheck;
import dev.fairlead.model.settlement.FeePaid;
import dev.fairlead.model.settlement.Movement;
import dev.fairlead.model.settlement.Revert;
import dev.fairlead.model.settlement.Settlement;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What is found out about a transaction of ours on a real chain. */
final class SettlementTest {
  private static final Address ACCOUNT = AnvilFixture.WALLET.address();
  private static final Address EXECUTOR =
      Address.parse("0x00000000000000000000000000000000000e8ec7");
  private static final Address OTHER = Address.parse("0x0000000000000000000000000000000000000b0b");

  /** Reverts with the caller's balance of the token. */
  private static final Bytes FAILS_WITH_BALANCE =
      Bytes.parse(
          // balanceOf(caller) as the token reads it: any 36 bytes, the last 32 are the holder
          "0x33600452602060006024600073"
              + OddToken.ADDRESS.toString().substring(2)
              + "5afa5060206000fd");

  private AnvilFixture fixture;
  private FaultProxy proxy;
  private EvmChain chain;
  private BlockFeed feed;
  private FeedReader reader;
  private Settlements settlements;

  @BeforeEach
  void start() {
    fixture = new AnvilFixture();
    OddToken.deploy(fixture);
    OddToken.give(fixture, ACCOUNT, 1_000);
    fixture.control().mine(3);
    proxy = FaultProxy.before(fixture.anvil().http(), Optional.empty());
    chain =
        fixture.open(
            AnvilFixture.confirmations(20),
            RpcEndpoint.of(proxy.http(), Optional.empty()),
            ChainObserver.none());
    feed = chain.follow();
    reader = new FeedReader(feed);
    settlements = new Settlements(chain, Address.ZERO, new RevertReader(List.of()));
  }

  @AfterEach
  void stop() {
    feed.close();
    fixture.close();
    proxy.close();
  }

  @Test
  void tellsWhatWasPaidAndMovedAndThatTheBalancesAgree() throws InterruptedException {
    TxHash hash = move(0, EXECUTOR, 7, 7, 7);
    Inclusion inclusion = included(hash);
    Settlement settlement = settled(inclusion);
    assertThat(settlement.index()).isZero();
    assertThat(settlement.revert()).isNull();
    assertThat(settlement.fee())
        .isEqualTo(FeePaid.of(inclusion.receipt().gasPrice().times(inclusion.receipt().gasUsed())));
    assertThat(settlement.movements())
        .containsExactly(
            coins(settlement),
            moved(ACCOUNT, 0, 7, compared(1_000, 993, 0, 7)),
            moved(EXECUTOR, 7, 0, compared(0, 7, 7, 0)));
    assertThat(settlement.movements()).noneMatch(Movement::isContradicted);
  }

  @Test
  @DisplayName("failures #144: a token that keeps a part is found out, and by how much")
  void findsATokenThatKeepsAPart() throws InterruptedException {
    Settlement settlement = settled(included(move(0, EXECUTOR, 12, 9, 10)));
    Movement account = of(settlement, ACCOUNT);
    Movement executor = of(settlement, EXECUTOR);
    assertThat(account.balance()).isEqualTo(compared(1_000, 988, 0, 10));
    assertThat(account.change()).isEqualTo(-12);
    assertThat(executor.balance()).isEqualTo(compared(0, 9, 10, 0));
    assertThat(executor.change()).isEqualTo(9);
    assertThat(List.of(account, executor)).allMatch(Movement::isContradicted);
  }

  @Test
  @DisplayName("failures #145, #151: a balance that changes with no log of it is found out")
  void findsATokenThatLogsNothing() throws InterruptedException {
    Settlement settlement = settled(included(move(0, OTHER, 3, 3, 0)));
    assertThat(of(settlement, ACCOUNT).change()).isEqualTo(-3);
    assertThat(of(settlement, ACCOUNT).isContradicted()).isTrue();
    assertThat(settlement.movements()).noneMatch(each -> each.holder().equals(EXECUTOR));
  }

  @Test
  void explainsABalanceByAllTransactionsOfTheBlock() throws InterruptedException {
    fixture.control().setAutomine(false);
    TxHash one = move(0, EXECUTOR, 5, 5, 5);
    TxHash other = move(1, OTHER, 100, 100, 100);
    fixture.control().mine();
    Settlement first = settled(included(one));
    Settlement second = settled(included(other));
    assertThat(second.index()).isEqualTo(1);
    assertThat(first.movements()).noneMatch(Movement::isContradicted);
    assertThat(of(first, ACCOUNT)).isEqualTo(moved(ACCOUNT, 0, 5, compared(1_000, 895, 0, 105)));
    assertThat(of(second, ACCOUNT)).isEqualTo(moved(ACCOUNT, 0, 100, compared(1_000, 895, 0, 105)));
  }

  @Test
  void blamesNoTransactionWhereSeveralMovedTheSame() throws InterruptedException {
    fixture.control().setAutomine(false);
    TxHash one = move(0, EXECUTOR, 5, 5, 5);
    TxHash other = move(1, OTHER, 101, 100, 100);
    fixture.control().mine();
    Movement honest = of(settled(included(one)), ACCOUNT);
    assertThat(honest.isContradicted()).isTrue();
    assertThat(honest.change()).isEqualTo(-5);
    assertThat(of(settled(included(other)), ACCOUNT).change()).isEqualTo(-100);
  }

  @Test
  void countsTheValueThatWasSent() throws InterruptedException {
    Transaction plain =
        new Transaction(
            0,
            OTHER,
            BigInteger.valueOf(5_000),
            Bytes.EMPTY,
            BigInteger.valueOf(30_000),
            BigInteger.valueOf(100_000_000_000L),
            BigInteger.ONE);
    Settlement settlement = settled(included(fixture.anvil().send(AnvilFixture.WALLET, plain)));
    Movement coins = settlement.movements().getFirst();
    assertThat(coins.given()).isEqualTo(settlement.fee().total().value().plus(Uint256.of(5_000)));
    assertThat(coins.isContradicted()).isFalse();
    assertThat(coins.balance()).isInstanceOf(BalanceCheck.Compared.class);
  }

  @Test
  @DisplayName("failures #63: the reason of a revert by its kind, traced or called")
  void tellsWhyItFailed() throws InterruptedException {
    Bytes text = AbiWriter.call(Signature.of("Error(string)")).text("no more").toBytes();
    Bytes panic = AbiWriter.call(Signature.of("Panic(uint256)")).uint(0x12).toBytes();
    Bytes named = AbiWriter.call(Signature.of("InsufficientAllowance(uint256)")).uint(77).toBytes();
    Bytes unnamed = Bytes.parse("0xdeadbeef");
    for (int way = 0; way < 2; way++) {
      assertThat(reverted(text)).isEqualTo(new Revert(Revert.Kind.TEXT, "no more"));
      assertThat(reverted(panic))
          .isEqualTo(new Revert(Revert.Kind.PANIC, "panic 0x12: division by zero"));
      assertThat(reverted(named))
          .isEqualTo(new Revert(Revert.Kind.NAMED, "error: InsufficientAllowance(amount 77)"));
      assertThat(reverted(unnamed))
          .isEqualTo(new Revert(Revert.Kind.UNNAMED, "custom error 0xdeadbeef"));
      assertThat(reverted(Bytes.EMPTY).kind()).isEqualTo(Revert.Kind.SILENT);
      assertThat(starved().kind()).isEqualTo(Revert.Kind.OUT_OF_GAS);
      proxy.commit(Faults.errors(-32601, "no such method", "debug_traceTransaction"));
    }
    assertThat(proxy.spoiled()).isPositive();
  }

  @Test
  @DisplayName("failures #63: the reason is found after the sender's own transactions before it")
  void findsTheReasonAfterWhatCameBefore() throws InterruptedException {
    fixture.control().setCode(EXECUTOR, FAILS_WITH_BALANCE.toArray());
    fixture.control().mine();
    fixture.control().setAutomine(false);
    TxHash first = move(0, OTHER, 3, 3, 3);
    TxHash second = revert(1, EXECUTOR, Bytes.EMPTY);
    fixture.control().mine();
    proxy.commit(Faults.errors(-32601, "no such method", "debug_traceTransaction"));
    assertThat(settled(included(first)).revert()).isNull();
    assertThat(settled(included(second)).revert())
        .isEqualTo(
            new Revert(
                Revert.Kind.UNNAMED, "custom error " + Bytes.wrap(Uint256.of(997).toBytes32())));
  }

  @Test
  @DisplayName("failures #92: what no endpoint can tell is unknown, and nothing else is lost")
  void saysSoWhereNobodyKnows() throws InterruptedException {
    Inclusion failed = included(revert(0, Bytes.EMPTY));
    Inclusion moved = included(move(1, EXECUTOR, 7, 7, 7));
    proxy.commit(
        Faults.errors(
            -32000, "missing trie node", "debug_traceTransaction", "eth_call", "eth_getBalance"));
    Settlement dark = settled(failed);
    assertThat(dark.revert())
        .isEqualTo(new Revert(Revert.Kind.UNKNOWN, "no endpoint could run it again"));
    assertThat(dark.fee().total().value().isZero()).isFalse();
    Settlement settlement = settled(moved);
    assertThat(settlement.revert()).isNull();
    assertThat(of(settlement, ACCOUNT).change()).isEqualTo(-7);
    assertThat(settlement.movements())
        .hasSize(3)
        .allSatisfy(each ->
            assertThat(each.balance())
                .isInstanceOfSatisfying(
                    BalanceCheck.Unknown.class,
                    unknown -> assertThat(unknown.why()).contains("missing trie node")));
  }

  @Test
  @DisplayName("failures #89: no single endpoint is believed that a token lies")
  void believesNoSingleEndpointThatATokenLies() throws InterruptedException {
    try (SeveralEndpoints several = new SeveralEndpoints(2)) {
      OddToken.deploy(several.fixture());
      OddToken.give(several.fixture(), ACCOUNT, 1_000);
      several.fixture().control().mine();
      EvmChain seen = several.open(2);
      TxHash hash =
          several.fixture().anvil().send(AnvilFixture.WALLET, transfer(0, EXECUTOR, 7, 7, 7));
      try (BlockFeed blocks = seen.follow()) {
        FeedReader following = new FeedReader(blocks);
        while (seen.inclusion(hash).isEmpty()) {
          following.readOne();
        }
      }
      several.a().commit(Faults.saying("eth_call", "", _ -> AnvilFixture.word(5).toString()));
      several.b().commit(Faults.saying("eth_call", "", _ -> AnvilFixture.word(6).toString()));
      Settlement settlement =
          new Settlements(seen, Address.ZERO, new RevertReader(List.of()))
              .of(
                  seen.inclusion(hash).orElseThrow(),
                  ACCOUNT,
                  EXECUTOR,
                  List.of(OddToken.ADDRESS),
                  (_, _) -> Uint256.ZERO);
      assertThat(of(settlement, ACCOUNT).balance()).isInstanceOf(BalanceCheck.Unknown.class);
      assertThat(of(settlement, ACCOUNT).change()).isEqualTo(-7);
    }
  }

  @Test
  @DisplayName("failures #89: no single endpoint is believed that coins are missing")
  void believesNoSingleEndpointThatCoinsAreMissing() throws InterruptedException {
    try (SeveralEndpoints several = new SeveralEndpoints(2)) {
      OddToken.deploy(several.fixture());
      several.fixture().control().mine();
      EvmChain seen = several.open(2);
      TxHash hash =
          several.fixture().anvil().send(AnvilFixture.WALLET, transfer(0, EXECUTOR, 0, 0, 0));
      try (BlockFeed blocks = seen.follow()) {
        FeedReader following = new FeedReader(blocks);
        while (seen.inclusion(hash).isEmpty()) {
          following.readOne();
        }
      }
      AtomicInteger lies = new AtomicInteger();
      several.a().commit(Faults.saying("eth_getBalance", "", _ -> "0x" + lies.incrementAndGet()));
      Settlement settlement =
          new Settlements(seen, Address.ZERO, new RevertReader(List.of()))
              .of(
                  seen.inclusion(hash).orElseThrow(),
                  ACCOUNT,
                  EXECUTOR,
                  List.of(),
                  (_, _) -> Uint256.ZERO);
      assertThat(lies).hasValueGreaterThan(2);
      assertThat(settlement.movements().getFirst().balance())
          .isInstanceOf(BalanceCheck.Unknown.class);
    }
  }

  @Test
  @DisplayName("failures #65: after a reorg the same transaction is settled anew, by its new block")
  void settlesAnewAfterAReorg() throws InterruptedException {
    fixture.control().setAutomine(false);
    Bytes raw = transfer(0, EXECUTOR, 7, 7, 7).sign(AnvilFixture.ID, AnvilFixture.WALLET);
    fixture.anvil().rpc().call("eth_sendRawTransaction", raw.toString());
    fixture.control().mine();
    TxHash hash = new TxHash(raw.keccak256());
    Inclusion before = included(hash);
    Settlement first = settled(before);
    fixture.control().reorg(1, List.of(new ChainControl.Reincluded(raw, 0)));
    reader.readTo(fixture.head());
    Inclusion after = chain.inclusion(hash).orElseThrow();
    assertThat(after.block()).isNotEqualTo(before.block());
    assertThat(settled(after).movements()).noneMatch(Movement::isContradicted);
    Settlement late = settled(before);
    assertThat(late.fee()).isEqualTo(first.fee());
    assertThat(late.movements())
        .allSatisfy(each -> assertThat(each.balance()).isInstanceOf(BalanceCheck.Unknown.class));
  }

  private static Transaction transfer(long nonce, Address to, long taken, long given, long logged) {
    return new Transaction(
        nonce,
        OddToken.ADDRESS,
        BigInteger.ZERO,
        OddToken.move(to, taken, given, logged),
        BigInteger.valueOf(200_000),
        BigInteger.valueOf(100_000_000_000L),
        BigInteger.valueOf(1_000_000_000L));
  }

  private TxHash move(long nonce, Address to, long taken, long given, long logged) {
    return fixture.anvil().send(AnvilFixture.WALLET, transfer(nonce, to, taken, given, logged));
  }

  private TxHash revert(long nonce, Bytes data) {
    return revert(nonce, AnvilFixture.REVERTER, data);
  }

  private TxHash revert(long nonce, Address to, Bytes data) {
    return fixture
        .anvil()
        .send(
            AnvilFixture.WALLET,
            new Transaction(
                nonce,
                to,
                BigInteger.ZERO,
                data,
                BigInteger.valueOf(100_000),
                BigInteger.valueOf(100_000_000_000L),
                BigInteger.ONE));
  }

  private Revert reverted(Bytes data) throws InterruptedException {
    Revert revert = settled(included(revert(nextNonce(), data))).revert();
    return revert == null ? new Revert(Revert.Kind.UNKNOWN, "it succeeded") : revert;
  }

  /** A transfer that has gas to begin with, and no more. */
  private Revert starved() throws InterruptedException {
    Transaction transfer = transfer(nextNonce(), EXECUTOR, 1, 1, 1).withGas(26_000);
    Revert revert = settled(included(fixture.anvil().send(AnvilFixture.WALLET, transfer))).revert();
    return revert == null ? new Revert(Revert.Kind.UNKNOWN, "it succeeded") : revert;
  }

  private long nextNonce() {
    return fixture.anvil().nonce(ACCOUNT);
  }

  private Inclusion included(TxHash hash) throws InterruptedException {
    while (chain.inclusion(hash).isEmpty()) {
      reader.readOne();
    }
    return chain.inclusion(hash).orElseThrow();
  }

  private Settlement settled(Inclusion inclusion) {
    return settlements.of(
        inclusion, ACCOUNT, EXECUTOR, List.of(OddToken.ADDRESS), (_, _) -> Uint256.ZERO);
  }

  private static Movement of(Settlement settlement, Address holder) {
    return settlement.movements().stream()
        .filter(
            each -> holder.equals(each.holder()) && Objects.equals(each.token(), OddToken.ADDRESS))
        .findFirst()
        .orElseThrow();
  }

  /** The account's coins: the fee is gone, and nothing else. */
  private Movement coins(Settlement settlement) {
    Uint256 fee = settlement.fee().total().value();
    Uint256 before = Uint256.of(BigInteger.TEN.pow(22));
    return new Movement(
        ACCOUNT,
        null,
        Uint256.ZERO,
        fee,
        new BalanceCheck.Compared(before, before.minus(fee), Uint256.ZERO, fee));
  }

  private static Movement moved(Address holder, long received, long given, BalanceCheck balance) {
    return new Movement(holder, OddToken.ADDRESS, Uint256.of(received), Uint256.of(given), balance);
  }

  private static BalanceCheck compared(long before, long after, long received, long given) {
    return new BalanceCheck.Compared(
        Uint256.of(before), Uint256.of(after), Uint256.of(received), Uint256.of(given));
  }
}
