package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.USDC;
import static dev.fairlead.intent.Samples.WETH;
import static dev.fairlead.intent.Samples.units;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import dev.fairlead.route.Route;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.router.RouterHop;
import dev.fairlead.venue.router.RouterKind;
import dev.fairlead.venue.router.RouterTrade;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Which contract a route is given to, and that the plan says so. */
final class WaysTest {
  private static final Address DEAR = Ledger.ROUTER.address();
  private static final VenueId V2 = new VenueId("uniswap-v2");
  private static final VenueId BALANCER = new VenueId("balancer-v2");
  private static final Token DAI =
      new Token(
          Samples.CHAIN, Address.parse("0x6b175474e89094c44da98b954eedeac495271d0f"), "DAI", 18);
  private static final UniswapV2Pool ONE = pair(1, USDC, WETH);
  private static final UniswapV2Pool OTHER = pair(2, WETH, DAI);
  private static final Market MARKET = Market.of(Samples.block(10), List.of(ONE, OTHER));

  private static final TradeContracts CONTRACTS =
      new TradeContracts(Samples.ACCOUNT, Samples.EXECUTOR, Map.of(V2, Ledger.ROUTER));

  @Test
  void aTradeWithinOneVenueIsGivenToItsRouterWherePossible() {
    Way way = way(RouterUse.WHEN_POSSIBLE, leg(hop(ONE.id(), USDC, WETH)));
    assertThat(way).isInstanceOf(Way.VenueRouter.class);
    assertThat(way instanceof Way.VenueRouter router ? router.router() : null).isEqualTo(DEAR);
    assertThat(way.why()).isNotEmpty();
    assertThat(
            way(
                RouterUse.WHEN_POSSIBLE,
                leg(hop(ONE.id(), USDC, WETH), hop(OTHER.id(), WETH, DAI))))
        .isInstanceOf(Way.VenueRouter.class);
  }

  @Test
  void whatNoRouterTakesIsLeftToTheExecutor() {
    RouterUse use = RouterUse.WHEN_POSSIBLE;
    Leg leg = leg(hop(ONE.id(), USDC, WETH));
    assertThat(way(use, leg, leg)).isEqualTo(new Way.Executor("a router does not take 2 legs"));
    PoolId elsewhere = new PoolId(Samples.CHAIN, BALANCER, Bytes.of(new byte[32]));
    assertThat(way(use, leg(hop(ONE.id(), USDC, WETH), hop(elsewhere, WETH, DAI))))
        .isEqualTo(new Way.Executor("it leads over several venues"));
    assertThat(way(use, leg(hop(elsewhere, USDC, WETH))))
        .isEqualTo(new Way.Executor("no router of balancer-v2 is to be used"));
    assertThat(
            way(
                use,
                leg(
                    hop(ONE.id(), USDC, WETH),
                    hop(ONE.id(), WETH, USDC),
                    hop(ONE.id(), USDC, WETH))))
        .as("a token comes twice")
        .isInstanceOf(Way.Executor.class);
    assertThat(way(RouterUse.NEVER, leg))
        .isEqualTo(new Way.Executor("venues' own routers are switched off"));
  }

  @Test
  void gasDecidesWhereNothingElseDoes() {
    for (int hops = 1; hops <= 2; hops++) {
      boolean cheaper = RouterKind.UNISWAP_V2.gasSaved(hops, false) > 0;
      Leg leg =
          hops == 1
              ? leg(hop(ONE.id(), USDC, WETH))
              : leg(hop(ONE.id(), USDC, WETH), hop(OTHER.id(), WETH, DAI));
      assertThat(way(RouterUse.WHEN_CHEAPER, leg) instanceof Way.VenueRouter).isEqualTo(cheaper);
    }
    assertThat(RouterKind.BALANCER_V2_VAULT.gasSaved(1, false)).isPositive();
    assertThat(RouterKind.SWAP_ROUTER_02.gasSaved(1, false)).isNegative();
  }

  @Test
  @DisplayName("failures #149: the calldata is the plan's, for the account alone")
  void writesThePlanForItsRouter() {
    Route route = route(leg(hop(ONE.id(), USDC, WETH), hop(OTHER.id(), WETH, DAI)));
    var plan =
        route.toPlan(
            DAI.amount(units(30)), new Ways(CONTRACTS, RouterUse.WHEN_POSSIBLE).of(route, MARKET));

    TradeCall call = new TradeCalls(CONTRACTS).of(Samples.intent(), plan, MARKET);

    assertThat(call.to()).isEqualTo(DEAR);
    assertThat(Ledger.ROUTER.decode(call.data(), Samples.ACCOUNT))
        .isEqualTo(
            new RouterTrade(
                Samples.DEADLINE,
                Samples.ACCOUNT,
                units(40),
                units(30),
                List.of(
                    new RouterHop.UniswapV2(USDC.address(), WETH.address()),
                    new RouterHop.UniswapV2(WETH.address(), DAI.address()))));
  }

  private static Way way(RouterUse use, Leg... legs) {
    return new Ways(CONTRACTS, use).of(route(legs), MARKET);
  }

  /** Every hop gives as much as it takes. */
  private static Route route(Leg... legs) {
    Token out = legs[0].hops().getLast().tokenOut();
    long amount = 40L * legs.length;
    return new Route(
        Samples.block(10),
        USDC.amount(units(amount)),
        out.amount(units(amount)),
        List.of(legs),
        Fraction.ZERO,
        new Gas(150_000),
        Wei.ZERO,
        Collections.nCopies(legs.length, BigDecimal.ONE));
  }

  private static Leg leg(Hop... hops) {
    return new Leg(List.of(hops));
  }

  private static Hop hop(PoolId pool, Token in, Token out) {
    return new Hop(pool, in, out, units(40), units(40));
  }

  private static UniswapV2Pool pair(int number, Token one, Token other) {
    byte[] key = new byte[Address.LENGTH];
    key[0] = (byte) number;
    return new UniswapV2Pool(
        new PoolFacts(
            new PoolId(Samples.CHAIN, V2, Bytes.of(key)), List.of(one, other), new Gas(90_000)),
        PairFee.ofBasisPoints(30),
        units(1_000_000),
        units(1_000_000));
  }
}
