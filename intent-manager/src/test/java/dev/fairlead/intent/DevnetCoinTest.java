package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.LimitCheck;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.settlement.BalanceCheck;
import dev.fairlead.model.settlement.Movement;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Intents that sell and buy the chain's own coin, on the devnet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("failures #160: the coin is accounted for to the wei, beside the gas that it pays")
final class DevnetCoinTest {
  private final TestDatabase database = TestDatabases.create();
  private final DevnetWorld world = new DevnetWorld(TestLogs.on(database));

  @AfterEach
  void stop() {
    world.stop();
    world.stops.clear();
  }

  @AfterAll
  void close() {
    world.close();
    database.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ETH, USDC, 2, , PUBLIC",
    "ETH, USDC, , 500, PRIVATE",
    "USDC, ETH, 3000, , PRIVATE",
    "USDC, ETH, , 1, PUBLIC",
    "ETH, WETH, 3, , PUBLIC",
    "WETH, ETH, , 2, PUBLIC"
  })
  void tradesTheCoinAsPlanned(
      String sell, String buy, @Nullable Long sold, @Nullable Long bought, Privacy privacy)
      throws InterruptedException {
    Token from = token(sell);
    Token to = token(buy);
    Uint256 before = has(from);
    Uint256 had = has(to);
    IntentEngine engine = world.start();
    IntentId trade = new IntentId(UUID.randomUUID());
    engine.desk().submit(request(trade, from, sold, to, bought, privacy), "desk");

    IntentState end = world.finish(trade);

    assertThat(end.status()).as("%s", world.lifeOf(trade)).isEqualTo(IntentStatus.SETTLED);
    OpenIntent life = end.details();
    Plan plan = Objects.requireNonNull(life.plan());
    IntentEvent.Included included = life.tradeInclusion().orElseThrow();
    assertThat(included.sold()).isEqualTo(plan.sell());
    assertThat(included.bought()).isEqualTo(plan.quoted());
    LimitCheck limits = Objects.requireNonNull(included.limits());
    assertThat(limits.kept()).isTrue();
    assertThat(before.minus(has(from)))
        .isEqualTo(plan.sell().units().plus(from.isCoin() ? life.fee().value() : Uint256.ZERO));
    assertThat(has(to).plus(to.isCoin() ? life.fee().value() : Uint256.ZERO).minus(had))
        .isEqualTo(plan.quoted().units());
    assertThat(Objects.requireNonNull(included.settlement()).movements())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.balance()).isInstanceOf(BalanceCheck.Compared.class))
        .noneMatch(Movement::isContradicted);
    assertThat(has(token("ETH"), world.executor)).isEqualTo(Uint256.ZERO);
    assertSendsOnlyWhatItSells(life, plan.sell());
  }

  private static void assertSendsOnlyWhatItSells(OpenIntent life, TokenAmount sold) {
    boolean coin = sold.token().isCoin();
    assertThat(life.payloads().toList())
        .allSatisfy(payload -> {
          boolean pays = coin && payload.role() == TransactionRole.TRADE;
          assertThat(payload.transaction().value())
              .isEqualTo(pays ? new Wei(sold.units()) : Wei.ZERO);
          assertThat(coin && payload.role() == TransactionRole.APPROVAL).isFalse();
        });
  }

  @Test
  @DisplayName("failures #53: what pays for gas is not sold")
  void keepsItsReserve() throws InterruptedException {
    Token coin = token("ETH");
    Uint256 reserve = ExecutionPolicy.standard().coinReserve().value();
    Uint256 held = has(coin);
    IntentEngine engine = world.start();
    IntentId trade = new IntentId(UUID.randomUUID());
    Uint256 tooMuch = held.minus(reserve).plus(Uint256.ONE);
    engine.desk().submit(request(trade, coin, tooMuch, world.tokens.weth()), "desk");
    world.await(() -> world.names(trade).contains("Deferred"));
    engine.desk().cancel(trade, "desk");

    assertThat(world.finish(trade).status()).isEqualTo(IntentStatus.CANCELLED);
    assertThat(deferrals(trade))
        .containsExactly(
            new Rejection.InsufficientBalance(
                coin.amount(held.plus(Uint256.ONE)), coin.amount(held)));
    assertThat(has(coin)).isEqualTo(held);
  }

  @Test
  @DisplayName("failures #149: the coin is not sent where no executor is")
  void sendsNothingWhereThereIsNoExecutor() throws InterruptedException {
    Token coin = token("ETH");
    Uint256 held = has(coin);
    byte[] code = world.dev.anvil().code(world.executor);
    world.dev.control().setCode(world.executor, new byte[0]);
    try {
      IntentEngine engine = world.start();
      IntentId trade = new IntentId(UUID.randomUUID());
      engine
          .desk()
          .submit(request(trade, coin, DevnetWorld.whole(coin, 1), world.tokens.weth()), "desk");
      world.await(() -> world.names(trade).contains("Deferred"));
      engine.desk().cancel(trade, "desk");
      assertThat(world.finish(trade).status()).isEqualTo(IntentStatus.CANCELLED);
      assertThat(deferrals(trade).toString()).contains("is there an executor");
      assertThat(has(coin)).isEqualTo(held);
    } finally {
      world.stop();
      world.dev.control().setCode(world.executor, code);
    }
  }

  private List<Rejection> deferrals(IntentId id) {
    return world.lifeOf(id).stream()
        .filter(IntentEvent.Deferred.class::isInstance)
        .map(event -> ((IntentEvent.Deferred) event).reason())
        .toList();
  }

  private Uint256 has(Token token) {
    return has(token, world.signer.account());
  }

  private Uint256 has(Token token, Address holder) {
    return Uint256.of(
        token.isCoin()
            ? world.dev.anvil().balance(holder)
            : world.dev.anvil().balance(token.address(), holder));
  }

  private static @Nullable Uint256 whole(Token token, @Nullable Long amount) {
    return amount == null ? null : DevnetWorld.whole(token, amount);
  }

  private static IntentRequest request(
      IntentId id,
      Token sell,
      @Nullable Long sold,
      Token buy,
      @Nullable Long bought,
      Privacy privacy) {
    return request(id, sell, whole(sell, sold), buy, whole(buy, bought), privacy);
  }

  private static IntentRequest request(IntentId id, Token sell, Uint256 sold, Token buy) {
    return request(id, sell, sold, buy, (Uint256) null, Privacy.PUBLIC);
  }

  private static IntentRequest request(
      IntentId id,
      Token sell,
      @Nullable Uint256 sold,
      Token buy,
      @Nullable Uint256 bought,
      Privacy privacy) {
    return new IntentRequest(
        id,
        DevnetWorld.STRATEGY,
        IntentType.SWAP,
        List.of(
            new IntentRequest.Target(DevnetWorld.name(sell), sold),
            new IntentRequest.Target(DevnetWorld.name(buy), bought)),
        null,
        DevnetWorld.terms(privacy));
  }

  private Token token(String symbol) {
    return world.traded().stream()
        .filter(token -> token.symbol().equals(symbol))
        .findFirst()
        .orElseThrow();
  }
}
