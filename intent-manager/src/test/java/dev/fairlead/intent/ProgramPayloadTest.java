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
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Token;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.VenueException;
import dev.fairlead.venue.executor.ExecutorHop;
import dev.fairlead.venue.executor.ExecutorHop.CurveCall;
import dev.fairlead.venue.read.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The last look at where a program sends the money, hop by hop. */
final class ProgramPayloadTest {
  private static final Token DAI =
      new Token(
          Samples.CHAIN, Address.parse("0x6b175474e89094c44da98b954eedeac495271d0f"), "DAI", 18);
  private static final Address HERE = address(1);
  private static final Address THERE = address(2);
  private static final Address OUT = DAI.address();
  private static final ExecutorHop LAST = new ExecutorHop.UniswapV3(address(9), WETH.address());

  /** The first of two hops, and what it is when one field alone is another. */
  record Case(ExecutorHop right, List<ExecutorHop> wrong) {
    @Override
    public String toString() {
      return right.toString();
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case(
            new ExecutorHop.UniswapV2(HERE, OUT, 30),
            List.of(
                new ExecutorHop.UniswapV2(THERE, OUT, 30),
                new ExecutorHop.UniswapV2(HERE, USDC.address(), 30),
                new ExecutorHop.UniswapV2(HERE, OUT, 25),
                new ExecutorHop.UniswapV3(HERE, OUT))),
        new Case(
            new ExecutorHop.UniswapV3(HERE, OUT),
            List.of(
                new ExecutorHop.UniswapV3(THERE, OUT),
                new ExecutorHop.UniswapV3(HERE, USDC.address()),
                new ExecutorHop.UniswapV2(HERE, OUT, 30))),
        new Case(
            v4(OUT, false, v4(OUT, THERE, 500, 10, Bytes.EMPTY)),
            List.of(
                v4(OUT, true, v4(OUT, THERE, 500, 10, Bytes.EMPTY)),
                v4(OUT, false, v4(Address.ZERO, THERE, 500, 10, Bytes.EMPTY)),
                v4(OUT, false, v4(OUT, HERE, 500, 10, Bytes.EMPTY)),
                v4(OUT, false, v4(OUT, THERE, 3_000, 10, Bytes.EMPTY)),
                v4(OUT, false, v4(OUT, THERE, 500, 60, Bytes.EMPTY)),
                v4(OUT, false, v4(OUT, THERE, 500, 10, Bytes.of((byte) 1))),
                v4(
                    OUT,
                    false,
                    v4(USDC.address(), THERE, 500, 10, Bytes.EMPTY),
                    v4(OUT, THERE, 500, 10, Bytes.EMPTY)))),
        new Case(
            v4(OUT, false, v4(Address.ZERO, THERE, 500, 10, Bytes.EMPTY)),
            List.of(v4(USDC.address(), false, v4(Address.ZERO, THERE, 500, 10, Bytes.EMPTY)))),
        new Case(
            new ExecutorHop.Curve(HERE, OUT, 1, 2, CurveCall.EXCHANGE),
            List.of(
                new ExecutorHop.Curve(THERE, OUT, 1, 2, CurveCall.EXCHANGE),
                new ExecutorHop.Curve(HERE, USDC.address(), 1, 2, CurveCall.EXCHANGE),
                new ExecutorHop.Curve(HERE, OUT, 0, 2, CurveCall.EXCHANGE),
                new ExecutorHop.Curve(HERE, OUT, 1, 0, CurveCall.EXCHANGE),
                new ExecutorHop.Curve(HERE, OUT, 1, 2, CurveCall.EXCHANGE_BY_UINT),
                new ExecutorHop.Curve(HERE, OUT, 1, 2, CurveCall.EXCHANGE_UNDERLYING))),
        new Case(
            new ExecutorHop.BalancerV2(id(1), OUT),
            List.of(
                new ExecutorHop.BalancerV2(id(2), OUT),
                new ExecutorHop.BalancerV2(id(1), USDC.address()))),
        new Case(
            new ExecutorHop.BalancerV3(HERE, THERE, OUT),
            List.of(
                new ExecutorHop.BalancerV3(THERE, THERE, OUT),
                new ExecutorHop.BalancerV3(HERE, HERE, OUT),
                new ExecutorHop.BalancerV3(HERE, THERE, USDC.address()))),
        new Case(
            new ExecutorHop.Erc4626(OUT, true),
            List.of(
                new ExecutorHop.Erc4626(OUT, false),
                new ExecutorHop.Erc4626(USDC.address(), true))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("failures #149: a program that names anything else than the plan's pool is refused")
  void refusesAProgramWhoseHopIsAnother(Case told) {
    Plan plan = plan(legs(1));
    Market known = market(told.right());

    assertThatCode(() -> check(plan, known, known)).doesNotThrowAnyException();
    for (ExecutorHop wrong : told.wrong()) {
      assertThatThrownBy(() -> check(plan, known, market(wrong)))
          .as("%s", wrong)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("not signed: hop 0 of leg 0 is another");
    }
  }

  @Test
  @DisplayName("failures #149: the wrapper of the coin is the plan's too")
  void refusesAnotherWrapper() {
    Token coin = new Token(Samples.CHAIN, Address.ZERO, "ETH", 18);
    Leg leg = leg(pool(0), coin, DAI, 1_000_000, 500);
    Plan plan = plan(List.of(new Leg(List.of(leg.hops().getFirst(), last(500)))));
    Market known = market(new ExecutorHop.Wrapping(OUT));

    assertThatCode(() -> check(plan, known, known)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(plan, known, market(new ExecutorHop.Wrapping(HERE))))
        .hasMessageStartingWith("not signed: hop 0 of leg 0 is another");
  }

  @Test
  @DisplayName("failures #149: every leg is compared, and every hop of it")
  void refusesOtherHopsOfLaterLegs() {
    ExecutorHop right = new ExecutorHop.UniswapV3(HERE, OUT);
    Plan plan = plan(legs(2));
    Market known = market(right);
    Plan turned = plan(List.of(plan.legs().getFirst(), leg(pool(1), USDC, WETH, 500_000, 250)));

    assertThatCode(() -> check(plan, known, known)).doesNotThrowAnyException();
    assertThatThrownBy(() -> check(plan, known, turned, known))
        .hasMessageStartingWith("not signed: the hops of leg 1 are others");
    assertThatThrownBy(() ->
            check(
                plan,
                known,
                plan,
                Market.of(
                    Samples.block(10),
                    List.of(
                        new ToldPool(pool(0), List.of(USDC, DAI), right),
                        new ToldPool(
                            pool(1),
                            List.of(DAI, WETH),
                            new ExecutorHop.UniswapV3(address(8), WETH.address()))))))
        .hasMessageStartingWith("not signed: hop 1 of leg 0 is another");
  }

  @Test
  @DisplayName("failures #149: what can't be compared is not signed")
  void namesThePoolThatTheMarketHasNoMore() {
    ExecutorHop right = new ExecutorHop.UniswapV3(HERE, OUT);
    Plan plan = plan(legs(1));
    Market without =
        Market.of(Samples.block(10), List.of(new ToldPool(pool(1), List.of(DAI, WETH), LAST)));

    assertThat(new PlannedHops(() -> Optional.of(market(right))).obstacle(plan)).isEmpty();
    assertThat(new PlannedHops(() -> Optional.of(without)).obstacle(plan))
        .hasValueSatisfying(why ->
            assertThat(why)
                .isInstanceOf(Rejection.NoRoute.class)
                .extracting(Rejection::message)
                .asString()
                .contains(pool(0).toString()));
    assertThatThrownBy(() -> new PlannedHops(Optional::empty).obstacle(plan))
        .isInstanceOfSatisfying(
            VenueException.class,
            e -> assertThat(e.kind()).isEqualTo(VenueException.Kind.RETRYABLE));
    Plan routed =
        plan(List.of(leg(pool(1), USDC, WETH, 1_000_000, 250)))
            .by(new Way.VenueRouter(HERE, "it is cheaper"));
    assertThat(new PlannedHops(Optional::empty).obstacle(routed)).isEmpty();
  }

  private static void check(Plan plan, Market known, Market written) {
    check(plan, known, plan, written);
  }

  /** What is written of one plan over one market, held against another plan and market. */
  private static void check(Plan plan, Market known, Plan told, Market written) {
    Bytes data = Programs.of(Samples.intent(), told, written).toCalldata();
    Wei value = plan.sell().token().isCoin() ? new Wei(plan.sell().units()) : Wei.ZERO;
    new PayloadGuard(
            new TradeContracts(ACCOUNT, EXECUTOR, Map.of()),
            FeeTerms.ETHEREUM_GAS_CAP,
            new PlannedHops(() -> Optional.of(known)))
        .check(
            OpenIntent.of(Samples.intent(), List.of()).planned(plan, Grounds.UNTOLD),
            Payload.assigned(
                TransactionRole.TRADE,
                new UnsignedTransaction(
                    Samples.CHAIN,
                    ACCOUNT,
                    new Nonce(1),
                    FeePerGas.of(1),
                    FeePerGas.of(2),
                    new Gas(200_000),
                    EXECUTOR,
                    value,
                    data)));
  }

  /** Pool 0 is traded in by this hop, pool 1 by the last. */
  private static Market market(ExecutorHop hop) {
    return Market.of(
        Samples.block(10),
        List.of(
            new ToldPool(pool(0), List.of(USDC, DAI), hop),
            new ToldPool(pool(1), List.of(DAI, WETH), LAST)));
  }

  private static PoolId pool(int number) {
    return new PoolId(
        Samples.CHAIN, new VenueId("venue-" + number), Words.key(address(100 + number)));
  }

  private static List<Leg> legs(int count) {
    List<Leg> legs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Hop hop = leg(pool(0), USDC, DAI, 1_000_000 / count, 500).hops().getFirst();
      legs.add(new Leg(List.of(hop, last(500))));
    }
    return legs;
  }

  private static Leg leg(PoolId pool, Token in, Token out, long amountIn, long amountOut) {
    return new Leg(List.of(new Hop(pool, in, out, units(amountIn), units(amountOut))));
  }

  private static Hop last(long amountIn) {
    return new Hop(pool(1), DAI, WETH, units(amountIn), units(250));
  }

  private static Plan plan(List<Leg> legs) {
    return new Plan(
        Samples.block(10),
        legs.getFirst().hops().getFirst().tokenIn().amount(units(1_000_000)),
        WETH.amount(units(250L * legs.size())),
        WETH.amount(units(200)),
        legs,
        Fraction.ZERO,
        new Gas(150_000),
        new Way.Executor(""));
  }

  private static ExecutorHop v4(Address out, boolean nativeIn, ExecutorHop.V4Pool... pools) {
    return new ExecutorHop.UniswapV4(out, nativeIn, List.of(pools));
  }

  private static ExecutorHop.V4Pool v4(
      Address out, Address hooks, int fee, int tickSpacing, Bytes hookData) {
    return new ExecutorHop.V4Pool(out, hooks, fee, tickSpacing, hookData);
  }

  private static Bytes32 id(int number) {
    byte[] word = new byte[Bytes32.LENGTH];
    word[0] = (byte) number;
    return Bytes32.wrap(word);
  }

  private static Address address(int last) {
    byte[] bytes = new byte[Address.LENGTH];
    bytes[Address.LENGTH - 1] = (byte) last;
    return Address.of(bytes);
  }
}
