package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.ACCOUNT;
import static dev.fairlead.intent.Samples.EXECUTOR;
import static dev.fairlead.intent.Samples.USDC;
import static dev.fairlead.intent.Samples.WETH;
import static dev.fairlead.intent.Samples.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.fee.FeeTerms;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.route.Route;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.read.Words;
import dev.fairlead.venue.router.Permit2;
import dev.fairlead.venue.router.PoolRegistry;
import dev.fairlead.venue.router.RouterHop;
import dev.fairlead.venue.router.RouterKind;
import dev.fairlead.venue.router.RouterTrade;
import dev.fairlead.venue.router.VenueRouter;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.TickTable;
import dev.fairlead.venue.uniswap.v4.PoolKey;
import dev.fairlead.venue.uniswap.v4.UniswapV4Pool;
import dev.fairlead.venue.uniswap.v4.V4Fees;
import dev.fairlead.venue.uniswap.v4.V4Terms;
import dev.fairlead.venue.wrapped.WrappedNativePool;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The coin that goes to V4's router for pools of the coin, which the market shows as wrapped. */
final class CoinRoutedTest {
  private static final Token COIN = new Token(WETH.chain(), Address.ZERO, "ETH", 18);
  private static final Token DAI =
      new Token(
          Samples.CHAIN, Address.parse("0x6b175474e89094c44da98b954eedeac495271d0f"), "DAI", 18);
  private static final VenueId V4 = new VenueId("uniswap-v4");
  private static final Address SITE = Address.parse("0x00000000000000000000000000000000000000d1");
  private static final VenueRouter ROUTER =
      new VenueRouter(
          RouterKind.UNIVERSAL_ROUTER, SITE, new PoolRegistry.Vault(EXECUTOR), Permit2.USUAL);
  private static final TradeContracts CONTRACTS =
      new TradeContracts(ACCOUNT, EXECUTOR, Map.of(V4, ROUTER));

  private static final WrappedNativePool WRAPPER =
      new WrappedNativePool(
          new PoolFacts(
              new PoolId(Samples.CHAIN, new VenueId("wrapped-native"), Words.key(WETH.address())),
              List.of(COIN, WETH),
              new Gas(40_000)));

  /** Of the coin, of the coin with another fee, of its wrapper, and of tokens. */
  private static final UniswapV4Pool OF_COIN = pool(Address.ZERO, WETH, USDC, 500);

  private static final UniswapV4Pool DEARER = pool(Address.ZERO, WETH, USDC, 3_000);
  private static final UniswapV4Pool COIN_DAI = pool(Address.ZERO, WETH, DAI, 500);
  private static final UniswapV4Pool OF_WRAPPER = pool(WETH.address(), WETH, USDC, 500);
  private static final UniswapV4Pool OF_TOKENS = pool(DAI.address(), DAI, USDC, 100);
  private static final Market MARKET =
      Market.of(
          Samples.block(10), List.of(WRAPPER, OF_COIN, DEARER, COIN_DAI, OF_WRAPPER, OF_TOKENS));

  @Test
  @DisplayName("failures #149, #160: the router is sent the coin, for the plan's pools of it")
  void sendsTheCoinWhereAPoolIsOfIt() {
    Plan one = plan(leg(hop(WRAPPER.id(), COIN, WETH), hop(OF_COIN.id(), WETH, USDC)));
    Plan two =
        plan(
            leg(
                hop(WRAPPER.id(), COIN, WETH),
                hop(COIN_DAI.id(), WETH, DAI),
                hop(OF_TOKENS.id(), DAI, USDC)));
    for (Plan plan : List.of(one, two)) {
      assertThat(plan.way()).isInstanceOf(Way.VenueRouter.class);
      TradeCall call = new TradeCalls(CONTRACTS).of(intent(plan), plan, MARKET);

      assertThat(call.to()).isEqualTo(SITE);
      assertThat(call.value()).isEqualTo(Wei.of(500));
      RouterTrade trade = ROUTER.decode(call.data(), ACCOUNT);
      assertThat(trade.tokens().getFirst()).isEqualTo(Address.ZERO);
      assertThat(trade.tokens().getLast()).isEqualTo(USDC.address());
      assertThat(trade.hops()).hasSize(plan.legs().getFirst().hops().size() - 1);
      assertThatCode(() -> check(plan, call.data(), Wei.of(500))).doesNotThrowAnyException();
      assertThatThrownBy(() -> check(plan, call.data(), Wei.of(499)))
          .hasMessageContaining("it sends 499 wei");
    }
  }

  @Test
  @DisplayName("failures #149: another pool of the coin is not the plan's")
  void refusesWhatDiffersFromThePlan() {
    Plan plan = plan(leg(hop(WRAPPER.id(), COIN, WETH), hop(OF_COIN.id(), WETH, USDC)));
    RouterHop dearer = DEARER.routerHop(WETH, USDC).orElseThrow();
    RouterHop wrapped = OF_WRAPPER.routerHop(WETH, USDC).orElseThrow();
    RouterHop back = OF_COIN.routerHop(USDC, WETH).orElseThrow();
    RouterHop right = OF_COIN.routerHop(WETH, USDC).orElseThrow();
    assertThatThrownBy(() -> check(plan, call(List.of(dearer)), Wei.of(500)))
        .hasMessageContaining("hop 0 is another");
    assertThatThrownBy(() -> check(plan, call(List.of(wrapped)), Wei.of(500)))
        .hasMessageContaining("it sells another token");
    assertThatThrownBy(() -> check(plan, call(List.of(back)), Wei.of(500)))
        .hasMessageContaining("it sells another token");
    assertThatThrownBy(() ->
            check(
                plan,
                call(List.of(right, OF_TOKENS.routerHop(USDC, DAI).orElseThrow())),
                Wei.of(500)))
        .hasMessageContaining("it buys another token");
    assertThatCode(() -> check(plan, call(List.of(right)), Wei.of(500))).doesNotThrowAnyException();
  }

  @Test
  void leavesWhatTheCoinCanNotReachToTheExecutor() {
    assertThat(way(leg(hop(WRAPPER.id(), COIN, WETH), hop(OF_WRAPPER.id(), WETH, USDC))))
        .as("the pool is of the wrapper")
        .isEqualTo(new Way.Executor("no router of uniswap-v4 is to be used"));
    assertThat(way(leg(hop(OF_COIN.id(), WETH, USDC))))
        .as("the wrapper is sold")
        .isEqualTo(new Way.Executor("no router of uniswap-v4 is to be used"));
    assertThat(way(leg(hop(WRAPPER.id(), COIN, WETH))))
        .as("nothing but wrapped")
        .isEqualTo(new Way.Executor("no router of a venue wraps the coin"));
    assertThat(way(leg(hop(OF_COIN.id(), USDC, WETH), hop(WRAPPER.id(), WETH, COIN))))
        .as("the coin is bought")
        .isEqualTo(new Way.Executor("it leads over several venues"));
    assertThat(way(leg(hop(OF_COIN.id(), USDC, WETH), hop(COIN_DAI.id(), WETH, DAI))))
        .as("the coin is in between")
        .isInstanceOf(Way.VenueRouter.class);
    assertThat(way(leg(hop(OF_WRAPPER.id(), USDC, WETH), hop(COIN_DAI.id(), WETH, DAI))))
        .as("from the wrapper to the coin")
        .isInstanceOf(Way.Executor.class);
  }

  private static Way way(Leg leg) {
    return new Ways(CONTRACTS, RouterUse.WHEN_POSSIBLE).of(route(leg), MARKET);
  }

  private static Plan plan(Leg leg) {
    Route route = route(leg);
    Token out = leg.hops().getLast().tokenOut();
    return route.toPlan(out.amount(units(500)), way(leg));
  }

  private static Bytes call(List<RouterHop> hops) {
    return ROUTER.toCalldata(
        new RouterTrade(Samples.DEADLINE, ACCOUNT, units(500), units(500), hops));
  }

  private static void check(Plan plan, Bytes data, Wei value) {
    new PayloadGuard(
            CONTRACTS, FeeTerms.ETHEREUM_GAS_CAP, new PlannedHops(() -> Optional.of(MARKET)))
        .check(
            OpenIntent.of(intent(plan), List.of()).planned(plan, Grounds.UNTOLD),
            Payload.assigned(
                TransactionRole.TRADE,
                new UnsignedTransaction(
                    Samples.CHAIN,
                    ACCOUNT,
                    new Nonce(1),
                    FeePerGas.of(1),
                    FeePerGas.of(2),
                    new Gas(200_000),
                    SITE,
                    value,
                    data)));
  }

  private static Intent intent(Plan plan) {
    return Samples.intent(
        Samples.ID, new Trade.ExactIn(plan.sell(), plan.quoted().token()), ExecutionStyle.ADAPTIVE);
  }

  /** Every hop gives as much as it takes. */
  private static Route route(Leg leg) {
    return new Route(
        Samples.block(10),
        leg.hops().getFirst().tokenIn().amount(units(500)),
        leg.hops().getLast().tokenOut().amount(units(500)),
        List.of(leg),
        Fraction.ZERO,
        new Gas(150_000),
        Wei.ZERO,
        List.of(BigDecimal.ONE));
  }

  private static Leg leg(Hop... hops) {
    return new Leg(List.of(hops));
  }

  private static Hop hop(PoolId pool, Token in, Token out) {
    return new Hop(pool, in, out, units(500), units(500));
  }

  private static UniswapV4Pool pool(Address one, Token shown, Token other, int fee) {
    boolean up = one.compareTo(other.address()) < 0;
    PoolKey key =
        new PoolKey(up ? one : other.address(), up ? other.address() : one, fee, 10, Address.ZERO);
    return new UniswapV4Pool(
        new V4Terms(
            new PoolFacts(
                new PoolId(Samples.CHAIN, V4, Words.key(key.id())),
                up ? List.of(shown, other) : List.of(other, shown),
                new Gas(130_000)),
            key),
        V4Fees.of(fee, 0),
        SwapState.of(Uint256.ONE.shiftLeft(96), 0, TickTable.EMPTY));
  }
}
