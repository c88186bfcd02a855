package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.anvil.ChainControl;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.faults.Faults;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.LimitCheck;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.settlement.BalanceCheck;
import dev.fairlead.model.settlement.Movement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The path on the devnet: real venues, real executor, real relay. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DevnetPathTest {
  private final TestDatabase database = TestDatabases.create();
  private final DevnetWorld world = new DevnetWorld(TestLogs.on(database));

  @AfterEach
  void stop() {
    world.stop();
    assertThat(world.stops).isEmpty();
  }

  @AfterAll
  void close() {
    for (IntentObserver.Step step : IntentObserver.Step.values()) {
      System.out.println(step + ": " + world.timing(step));
    }
    Verdict verdict = world.store.verifier().verify((_, _) -> {});
    world.close();
    database.close();
    assertThat(verdict).isInstanceOf(Verdict.Sound.class);
    System.out.println("log: " + verdict);
  }

  @Test
  void tradesInPublicForExactlyTheQuote() throws InterruptedException {
    IntentEngine engine = world.start();
    IntentId trade = next();
    Token usdc = world.tokens.usdc();
    Token weth = world.tokens.weth();
    Uint256 dollars = world.balance(usdc);
    Uint256 ether = world.balance(weth);
    engine.desk().submit(world.sell(trade, usdc, 20_000, weth, Privacy.PUBLIC), "desk");
    IntentEvent.Settled settled = settled(world.finish(trade));
    OpenIntent life = world.state(trade).details();
    assertThat(settled.sold().units()).isEqualTo(dollars.minus(world.balance(usdc)));
    assertThat(settled.bought().units()).isEqualTo(world.balance(weth).minus(ether));
    assertThat(life.plan()).isNotNull();
    assertThat(settled.bought()).isEqualTo(life.plan() == null ? null : life.plan().quoted());
    assertThat(settled.fee()).isEqualTo(life.fee());
    assertThat(life.inclusions()).allSatisfy(DevnetPathTest::agreesWithTheBalances);
    LimitCheck limits = life.tradeInclusion().orElseThrow().limits();
    assertThat(limits == null ? null : limits.kept()).isEqualTo(true);
    System.out.println(
        "public: "
            + settled.sold()
            + " for "
            + settled.bought()
            + " in "
            + (life.plan() == null ? 0 : life.plan().legs().size())
            + " legs, fee "
            + settled.fee());
  }

  @Test
  void acquiresAnExactAmountForTheFundingAsset() throws InterruptedException {
    IntentEngine engine = world.start();
    IntentId trade = next();
    Token weth = world.tokens.weth();
    Uint256 ether = world.balance(weth);
    Uint256 wanted = Uint256.of(100_000_000_000_000_000L);
    engine
        .desk()
        .submit(
            new IntentRequest(
                trade,
                DevnetWorld.STRATEGY,
                IntentType.ACQUIRE,
                List.of(new IntentRequest.Target(DevnetWorld.name(weth), wanted)),
                null,
                DevnetWorld.terms(Privacy.PUBLIC)),
            "desk");
    IntentEvent.Settled settled = settled(world.finish(trade));
    assertThat(settled.bought().units()).isGreaterThanOrEqualTo(wanted);
    assertThat(settled.bought().units()).isEqualTo(world.balance(weth).minus(ether));
    assertThat(settled.sold().token()).isEqualTo(world.tokens.usdc());
  }

  @Test
  @DisplayName("failures I7: a private intent goes through the relay and nowhere else")
  void tradesInPrivateThroughTheRelay() throws InterruptedException {
    IntentEngine engine = world.start();
    IntentId trade = next();
    engine
        .desk()
        .submit(
            world.sell(trade, world.tokens.usdc(), 1_000, world.tokens.dai(), Privacy.PRIVATE),
            "desk");
    IntentState sent = world.await(trade, IntentStatus.SUBMITTED);
    assertThat(sent.details().payloads().flatMap(p -> p.submissions().stream()))
        .allSatisfy(s -> assertThat(s.channel()).isEqualTo("relay:devnet"));
    assertThat(pooled()).isEmpty();
    settled(world.finish(trade));
  }

  @Test
  void cancelsOnChainWhatWasSent() throws InterruptedException {
    IntentEngine engine = world.start();
    IntentId trade = next();
    Uint256 dollars = world.balance(world.tokens.usdc());
    engine
        .desk()
        .submit(
            world.sell(trade, world.tokens.usdc(), 1_000, world.tokens.weth(), Privacy.PUBLIC),
            "desk");
    world.await(trade, IntentStatus.SUBMITTED);
    engine.desk().cancel(trade, "desk");
    world.await(
        trade,
        s ->
            s.details().slots().stream()
                .allMatch(slot ->
                    slot.current().isCancellation() && !slot.current().submissions().isEmpty()));
    assertThat(world.finish(trade).status()).isEqualTo(IntentStatus.CANCELLED);
    assertThat(world.balance(world.tokens.usdc())).isEqualTo(dollars);
  }

  @Test
  @DisplayName("failures #65: a reorg that includes it again in another block, settled once")
  void settlesOnceAfterAReorg() throws InterruptedException {
    IntentEngine engine = world.start();
    IntentId trade = next();
    engine
        .desk()
        .submit(
            world.sell(trade, world.tokens.dai(), 1_000, world.tokens.usdc(), Privacy.PUBLIC),
            "desk");
    world.await(trade, IntentStatus.SUBMITTED);
    world.mine();
    world.await(trade, IntentStatus.INCLUDED);
    List<ChainControl.Reincluded> again = new ArrayList<>();
    for (Payload payload : world.state(trade).details().payloads().toList()) {
      Bytes raw = payload.signed() == null ? Bytes.EMPTY : payload.signed().raw();
      again.add(new ChainControl.Reincluded(raw, 0));
    }
    world.dev.control().reorg(2, again);
    settled(world.finish(trade));
    assertThat(world.names(trade))
        .containsSubsequence("Included", "Retracted", "Included", "Settled");
    assertThat(world.names(trade).stream().filter("Settled"::equals)).hasSize(1);
    assertThat(world.state(trade).details().inclusions())
        .allSatisfy(DevnetPathTest::agreesWithTheBalances);
  }

  @Test
  @DisplayName("failures #84, #89: missing and wrong receipts are waited out, never called failed")
  void waitsOutMissingAndWrongReceipts() throws InterruptedException {
    IntentEngine engine = world.start();
    IntentId trade = next();
    engine
        .desk()
        .submit(
            world.sell(trade, world.tokens.dai(), 300, world.tokens.usdc(), Privacy.PUBLIC),
            "desk");
    world.await(trade, IntentStatus.SUBMITTED);
    int before = world.proxy.spoiled();
    String byBlock = "eth_getBlockReceipts";
    String byHash = "eth_getTransactionReceipt";
    world.proxy.commit(
        Faults.saying(byBlock, "*/status", _ -> "0x0"),
        Faults.saying(byHash, "status", _ -> "0x0"));
    world.mine();
    world.awaitSpoiled(before + 6);
    world.proxy.commit(Faults.nulls(byBlock, byHash));
    world.mine();
    world.awaitSpoiled(before + 12);
    assertThat(world.state(trade).status()).isEqualTo(IntentStatus.SUBMITTED);
    assertThat(world.names(trade)).doesNotContain("Included", "Failed");
    world.proxy.commit();
    settled(world.finish(trade));
    assertThat(world.names(trade)).doesNotContain("Retracted");
  }

  @Test
  @DisplayName("failures #66: a reorg that loses it, offered again with the same bytes")
  void offersTheSameBytesAgainAfterAReorg() throws InterruptedException {
    IntentEngine engine = world.start();
    IntentId trade = next();
    engine
        .desk()
        .submit(
            world.sell(trade, world.tokens.usdc(), 500, world.tokens.dai(), Privacy.PUBLIC),
            "desk");
    world.await(trade, IntentStatus.SUBMITTED);
    world.mine();
    world.await(trade, IntentStatus.INCLUDED);
    world.dev.control().reorg(1, List.of());
    world.await(trade, s -> s.status() == IntentStatus.SUBMITTED);
    settled(world.finish(trade));
    assertThat(world.names(trade).stream().filter("Signed"::equals).count())
        .isEqualTo(world.state(trade).details().slots().size());
  }

  @Test
  @DisplayName(
      "failures #63, #106, #157: a token that stops before inclusion, the chain refuses the trade")
  void failsWhenTheTokenStopsBeforeInclusion() throws InterruptedException {
    IntentEngine engine = world.start();
    IntentId trade = next();
    Token wbtc = world.tokens.wbtc();
    Uint256 before = world.balance(wbtc);
    engine.desk().submit(world.sell(trade, wbtc, 1, world.tokens.weth(), Privacy.PUBLIC), "desk");
    IntentState sent = world.await(trade, IntentStatus.SUBMITTED);
    world.refuseTransfersOf(wbtc);
    IntentState end = world.finish(trade);
    assertThat(sent.details().slots()).isNotEmpty();
    assertThat(end.status()).isEqualTo(IntentStatus.FAILED);
    if (end instanceof IntentState.Ended(OpenIntent _, IntentEvent.Failed failed)) {
      assertThat(failed.reason()).isInstanceOf(Rejection.Reverted.class);
      assertThat(failed.reason().message()).matches(".*: in block \\d+: execution reverted");
      assertThat(failed.fee().value().isZero()).isFalse();
    }
    world.admitTransfersOf(wbtc);
    assertThat(world.balance(wbtc)).isEqualTo(before);
  }

  @Test
  @DisplayName("failures #43: 50 intents at once for one account, all settle")
  void fiftyIntentsAtOnceAllSettle() throws InterruptedException {
    IntentEngine engine = world.start();
    List<IntentId> trades = new ArrayList<>();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      IntentId trade = next();
      trades.add(trade);
      int dollars = 10 + i;
      clients.add(
          Thread.ofVirtual()
              .start(() ->
                  engine
                      .desk()
                      .submit(
                          world.sell(
                              trade,
                              world.tokens.usdc(),
                              dollars,
                              world.tokens.weth(),
                              Privacy.PUBLIC),
                          "desk")));
    }
    for (Thread client : clients) {
      client.join();
    }
    for (IntentId trade : trades) {
      settled(world.finish(trade));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"PLANNED", "ASSIGNED", "SIGNED", "SENT", "SUBMITTED", "INCLUDED"})
  @DisplayName("failures #3-#10: stopped at a step and started again, the trade is done once")
  void tradesOnceWhereverItWasStopped(CrashPoint point) throws InterruptedException {
    AtomicBoolean stopped = new AtomicBoolean();
    IntentId trade = next();
    Uint256 dollars = world.balance(world.tokens.usdc());
    IntentEngine engine =
        world.start((reached, _) -> {
          if (reached == point || stopped.get()) {
            stopped.set(true);
            throw new IllegalStateException("stopped at " + reached);
          }
        });
    engine
        .desk()
        .submit(
            world.sell(trade, world.tokens.usdc(), 100, world.tokens.weth(), Privacy.PUBLIC),
            "desk");
    if (point == CrashPoint.INCLUDED) {
      world.await(trade, IntentStatus.SUBMITTED);
      world.mine();
    }
    world.awaitStop();
    world.stop();
    world.stops.clear();
    world.start();
    settled(world.finish(trade));
    assertThat(dollars.minus(world.balance(world.tokens.usdc())))
        .isEqualTo(Uint256.of(100_000_000));
  }

  private IntentId next() {
    return new IntentId(UUID.randomUUID());
  }

  private static void agreesWithTheBalances(IntentEvent.Included included) {
    List<Movement> movements =
        included.settlement() == null ? List.of() : included.settlement().movements();
    assertThat(movements).isNotEmpty().noneMatch(Movement::isContradicted);
    assertThat(movements)
        .allSatisfy(each -> assertThat(each.balance()).isInstanceOf(BalanceCheck.Compared.class));
  }

  private static IntentEvent.Settled settled(IntentState end) {
    if (end instanceof IntentState.Ended(OpenIntent _, IntentEvent.Settled settled)) {
      return settled;
    }
    throw new AssertionError("not settled: " + end);
  }

  private List<String> pooled() {
    List<String> found = new ArrayList<>();
    world
        .dev
        .anvil()
        .rpc()
        .call("txpool_content")
        .path("pending")
        .propertyNames()
        .forEach(found::add);
    return found;
  }
}
