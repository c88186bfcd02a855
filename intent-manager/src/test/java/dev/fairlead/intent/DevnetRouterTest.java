package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.LimitCheck;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import dev.fairlead.model.settlement.BalanceCheck;
import dev.fairlead.model.settlement.Movement;
import dev.fairlead.venue.router.Permit2;
import dev.fairlead.venue.router.PoolRegistry;
import dev.fairlead.venue.router.RouterKind;
import dev.fairlead.venue.router.RouterProof;
import dev.fairlead.venue.router.VenueRouter;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Trades through the venues' own routers on the devnet, by an account without an executor. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DevnetRouterTest {
  private final TestDatabase database = TestDatabases.create();
  private final DevnetWorld world = new DevnetWorld(TestLogs.on(database), RouterUse.WHEN_POSSIBLE);

  @BeforeAll
  void removeTheExecutor() {
    world.dev.control().setCode(world.executor, new byte[0]);
  }

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
    "uniswap-v2, USDC, WETH, PUBLIC",
    "uniswap-v2, USDT, DAI, PRIVATE",
    "uniswap-v3, USDC, WETH, PRIVATE",
    "uniswap-v3, USDT, DAI, PUBLIC",
    "uniswap-v4, DAI, USDC, PUBLIC",
    "uniswap-v4, USDT, USDC, PRIVATE",
    "balancer-v2, USDC, USDT, PUBLIC",
    "balancer-v2, DAI, WBTC, PRIVATE"
  })
  @DisplayName("failures #148, #149: a router trades for the account what was planned, to the unit")
  void tradesByTheVenuesRouter(String venue, String sell, String buy, Privacy privacy)
      throws InterruptedException {
    Token sold = token(sell);
    Token bought = token(buy);
    Uint256 before = world.balance(sold);
    Uint256 had = world.balance(bought);
    IntentEngine engine = world.start();
    IntentId trade = new IntentId(UUID.randomUUID());
    engine.desk().submit(request(trade, venue, sold, 2, bought, privacy), "desk");

    IntentState end = world.finish(trade);

    assertThat(end.status()).as("%s", world.lifeOf(trade)).isEqualTo(IntentStatus.SETTLED);
    OpenIntent life = end.details();
    Plan plan = Objects.requireNonNull(life.plan());
    VenueRouter router =
        Objects.requireNonNull(DevnetVenues.routers(world.dev).get(new VenueId(venue)));
    assertThat(plan.way()).isInstanceOf(Way.VenueRouter.class);
    assertThat(called(life)).containsOnly(router.address());
    assertThat(before.minus(world.balance(sold))).isEqualTo(plan.sell().units());
    assertThat(world.balance(bought).minus(had)).isEqualTo(plan.quoted().units());
    assertThat(allowance(sold, router.spender())).isEqualTo(Uint256.ZERO);
    if (router.takesByPermit2()) {
      Permit2.Allowance left = permitted(sold, router);
      assertThat(left.amount()).isEqualTo(Uint256.ZERO);
      assertThat(left.until()).isEqualTo(Programs.deadline(life.intent()));
    }
    IntentEvent.Included included = life.tradeInclusion().orElseThrow();
    assertThat(included.sold()).isEqualTo(plan.sell());
    assertThat(included.bought()).isEqualTo(plan.quoted());
    LimitCheck limits = included.limits();
    assertThat(limits == null ? null : limits.kept()).isEqualTo(true);
    assertThat(Objects.requireNonNull(included.settlement()).movements())
        .isNotEmpty()
        .noneMatch(Movement::isContradicted);
  }

  @Test
  @DisplayName("failures #160: a router is sent the coin that is sold, and it is booked to the wei")
  void sellsTheCoinWithoutWrappingIt() throws InterruptedException {
    Token coin = world.traded().stream().filter(Token::isCoin).findFirst().orElseThrow();
    Token dollars = world.tokens.usdc();
    BigInteger before = world.dev.anvil().balance(world.signer.account());
    Uint256 had = world.balance(dollars);
    IntentEngine engine = world.start();
    IntentId trade = new IntentId(UUID.randomUUID());
    engine
        .desk()
        .submit(
            request(
                trade,
                Set.of(new VenueId("uniswap-v4"), new VenueId("wrapped-native")),
                coin,
                2,
                dollars,
                Privacy.PUBLIC),
            "desk");

    IntentState end = world.finish(trade);

    assertThat(end.status()).as("%s", world.lifeOf(trade)).isEqualTo(IntentStatus.SETTLED);
    OpenIntent life = end.details();
    Plan plan = Objects.requireNonNull(life.plan());
    assertThat(plan.way()).isInstanceOf(Way.VenueRouter.class);
    assertThat(called(life)).containsOnly(world.dev.deployment().uniswapV4().universalRouter());
    assertThat(life.payloads()).hasSize(1);
    IntentEvent.Included included = life.tradeInclusion().orElseThrow();
    assertThat(included.sold()).isEqualTo(plan.sell());
    assertThat(included.bought()).isEqualTo(plan.quoted());
    assertThat(world.balance(dollars).minus(had)).isEqualTo(plan.quoted().units());
    assertThat(before.subtract(world.dev.anvil().balance(world.signer.account())))
        .isEqualTo(plan.sell().units().plus(life.fee().value()).toBigInteger());
    assertThat(world.dev.anvil().balance(called(life).getFirst())).isZero();
    assertThat(Objects.requireNonNull(included.settlement()).movements())
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.balance()).isInstanceOf(BalanceCheck.Compared.class))
        .noneMatch(Movement::isContradicted);
  }

  @ParameterizedTest
  @EnumSource(names = {"ASSIGNED", "SIGNATURE_MADE", "SIGNED", "SENT", "INCLUDED"})
  @DisplayName("failures #3-#10: stopped at a step and started again, a router trades once")
  void tradesOnceWhereverItWasStopped(CrashPoint point) throws InterruptedException {
    AtomicBoolean stopped = new AtomicBoolean();
    IntentId trade = new IntentId(UUID.randomUUID());
    Token usdc = world.tokens.usdc();
    Uint256 dollars = world.balance(usdc);
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
            request(trade, "uniswap-v3", usdc, 100, world.tokens.weth(), Privacy.PUBLIC), "desk");
    if (point == CrashPoint.INCLUDED) {
      world.await(trade, IntentStatus.SUBMITTED);
      world.mine();
    }
    world.awaitStop();
    world.stop();
    world.stops.clear();
    world.start();
    assertThat(world.finish(trade).status()).isEqualTo(IntentStatus.SETTLED);
    assertThat(dollars.minus(world.balance(usdc))).isEqualTo(DevnetWorld.whole(usdc, 100));
  }

  @Test
  void leavesWhatOnlyTheExecutorCanDoAloneWhereThereIsNone() throws InterruptedException {
    Token usdc = world.tokens.usdc();
    Uint256 dollars = world.balance(usdc);
    IntentEngine engine = world.start();
    IntentId trade = new IntentId(UUID.randomUUID());
    engine
        .desk()
        .submit(
            request(trade, "curve-stableswap", usdc, 10, world.tokens.dai(), Privacy.PUBLIC),
            "desk");
    world.await(() -> world.names(trade).contains("Deferred"));
    engine.desk().cancel(trade, "desk");
    assertThat(world.finish(trade).status()).isEqualTo(IntentStatus.CANCELLED);
    assertThat(world.lifeOf(trade))
        .filteredOn(IntentEvent.Deferred.class::isInstance)
        .isNotEmpty()
        .allSatisfy(deferred -> assertThat(deferred.toString()).contains("is there an executor"));
    assertThat(world.balance(usdc)).isEqualTo(dollars);
  }

  @Test
  @DisplayName("failures #166: an address that is not the venue's router is told of")
  void provesThatARouterIsTheVenues() {
    Deployment on = world.dev.deployment();
    Address pairs = on.uniswapV2().factory();
    assertThat(objection(RouterKind.UNISWAP_V2, on.uniswapV2().router(), pairs)).isEmpty();
    assertThat(
            objection(RouterKind.SWAP_ROUTER_02, on.uniswapV3().router(), on.uniswapV3().factory()))
        .isEmpty();
    Address vault = on.balancerV2().vault();
    assertThat(objection(RouterKind.BALANCER_V2_VAULT, vault, vault)).isEmpty();
    assertThat(objection(RouterKind.UNISWAP_V2, on.uniswapV3().router(), pairs))
        .hasValueSatisfying(why -> assertThat(why).contains("leads to the factory"));
    assertThat(objection(RouterKind.UNISWAP_V2, world.tokens.weth().address(), pairs))
        .hasValueSatisfying(why -> assertThat(why).contains("there is no router"));
    assertThat(objection(RouterKind.UNISWAP_V2, world.executor, pairs))
        .hasValueSatisfying(why -> assertThat(why).contains("there is no router"));
    Address manager = on.uniswapV4().poolManager();
    assertThat(objection(RouterKind.UNIVERSAL_ROUTER, on.uniswapV4().universalRouter(), manager))
        .isEmpty();
    assertThat(objection(RouterKind.UNIVERSAL_ROUTER, on.uniswapV4().quoter(), vault))
        .hasValueSatisfying(why -> assertThat(why).contains("leads to the pool manager"));
    assertThat(objection(RouterKind.UNIVERSAL_ROUTER, on.uniswapV2().router(), manager))
        .hasValueSatisfying(why -> assertThat(why).contains("there is no router"));
    assertThat(objection(RouterKind.BALANCER_V2_VAULT, pairs, vault))
        .hasValueSatisfying(why -> assertThat(why).contains("is not the Vault"));
  }

  private Optional<String> objection(RouterKind kind, Address router, Address registry) {
    return RouterProof.objection(
        world.chain(),
        world.chain().head(),
        kind.takesByPermit2()
            ? new VenueRouter(kind, router, new PoolRegistry.Vault(registry), Permit2.USUAL)
            : new VenueRouter(kind, router, new PoolRegistry.Vault(registry)));
  }

  private IntentRequest request(
      IntentId id, String venue, Token sell, long whole, Token buy, Privacy privacy) {
    return request(id, Set.of(new VenueId(venue)), sell, whole, buy, privacy);
  }

  private IntentRequest request(
      IntentId id, Set<VenueId> venues, Token sell, long whole, Token buy, Privacy privacy) {
    return new IntentRequest(
        id,
        DevnetWorld.STRATEGY,
        IntentType.SWAP,
        List.of(
            new IntentRequest.Target(DevnetWorld.name(sell), DevnetWorld.whole(sell, whole)),
            new IntentRequest.Target(DevnetWorld.name(buy), null)),
        null,
        DevnetWorld.terms(privacy, new Selection<>(venues, Set.of())));
  }

  private Token token(String symbol) {
    return world.tokens.all().stream()
        .filter(token -> token.symbol().equals(symbol))
        .findFirst()
        .orElseThrow();
  }

  private static List<Address> called(OpenIntent life) {
    return life.payloads()
        .filter(payload -> payload.role() == TransactionRole.TRADE)
        .map(payload -> payload.transaction().to())
        .toList();
  }

  private Permit2.Allowance permitted(Token token, VenueRouter router) {
    Call question =
        Permit2.allowance(
            router.spender(), world.signer.account(), token.address(), router.address());
    return switch (world.chain().call(world.chain().head(), List.of(question)).getFirst()) {
      case CallResult.Returned(Bytes data) -> Permit2.allowance(data).orElseThrow();
      case CallResult.Reverted reverted -> throw new AssertionError(reverted.reason());
    };
  }

  private Uint256 allowance(Token token, Address spender) {
    Object left =
        world
            .dev
            .anvil()
            .read(
                token.address(),
                "allowance(address,address)",
                "(uint256)",
                world.signer.account(),
                spender)
            .getFirst();
    return Uint256.of((BigInteger) left);
  }
}
