package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.ACCOUNT;
import static dev.fairlead.intent.Samples.EXECUTOR;
import static dev.fairlead.intent.Samples.USDC;
import static dev.fairlead.intent.Samples.WETH;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.fee.FeeTerms;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.venue.PoolFactory;
import dev.fairlead.venue.router.Permit2;
import dev.fairlead.venue.router.PoolRegistry;
import dev.fairlead.venue.router.RouterHop;
import dev.fairlead.venue.router.RouterKind;
import dev.fairlead.venue.router.RouterTrade;
import dev.fairlead.venue.router.VenueRouter;
import dev.fairlead.venue.uniswap.v4.PoolKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The last look at what goes to a venue's router: it pays to whom it is told to. */
final class RoutedPayloadTest {
  private static final VenueId VENUE = new VenueId("uniswap-v2");
  private static final Address OTHER = Address.parse("0x00000000000000000000000000000000000000d9");
  private static final Address SITE = Address.parse("0x00000000000000000000000000000000000000d1");
  private static final PoolRegistry MADE =
      new PoolRegistry.Factory(new PoolFactory(OTHER, Bytes.EMPTY.keccak256()));
  private static final VenueRouter ROUTER = new VenueRouter(RouterKind.UNISWAP_V2, SITE, MADE);
  private static final Token DAI =
      new Token(
          Samples.CHAIN, Address.parse("0x6b175474e89094c44da98b954eedeac495271d0f"), "DAI", 18);
  private static final VenueRouter UNIVERSAL =
      new VenueRouter(
          RouterKind.UNIVERSAL_ROUTER, SITE, new PoolRegistry.Vault(OTHER), Permit2.USUAL);
  private static final List<RouterHop> PATH =
      List.of(new RouterHop.UniswapV2(USDC.address(), WETH.address()));
  private static final Plan PLAN = plan(ROUTER, PATH);

  @Test
  @DisplayName("failures #149: what goes to a router is read back from its bytes and is the plan")
  void passesWhatIsThePlan() {
    assertThatCode(() -> check(PLAN, trade(ROUTER.address(), call(planned()))))
        .doesNotThrowAnyException();
    assertThatCode(() -> check(PLAN, approval(ROUTER.address(), PLAN.sell().units())))
        .doesNotThrowAnyException();
    assertThatCode(() -> check(PLAN, approval(ROUTER.address(), Uint256.ZERO)))
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName("failures #149, #159: nothing is signed for a router that differs from the plan")
  void refusesWhatDiffersFromThePlan() {
    RouterTrade right = planned();
    Uint256 in = right.amountIn();
    Uint256 least = right.minAmountOut();
    Instant deadline = right.deadline();
    assertRefused("it is for", new RouterTrade(deadline, OTHER, in, least, PATH));
    assertRefused(
        "sells another amount",
        new RouterTrade(deadline, ACCOUNT, in.plus(Uint256.ONE), least, PATH));
    assertRefused(
        "its minimum", new RouterTrade(deadline, ACCOUNT, in, least.minus(Uint256.ONE), PATH));
    assertRefused(
        "its deadline", new RouterTrade(deadline.plusSeconds(1), ACCOUNT, in, least, PATH));
    assertRefused(
        "sells another token",
        new RouterTrade(
            deadline, ACCOUNT, in, least, List.of(new RouterHop.UniswapV2(OTHER, WETH.address()))));
    assertRefused(
        "buys another token",
        new RouterTrade(
            deadline, ACCOUNT, in, least, List.of(new RouterHop.UniswapV2(USDC.address(), OTHER))));
    assertRefused(
        "its hops",
        new RouterTrade(
            deadline,
            ACCOUNT,
            in,
            least,
            List.of(
                new RouterHop.UniswapV2(USDC.address(), OTHER),
                new RouterHop.UniswapV2(OTHER, WETH.address()))));
  }

  @Test
  @DisplayName("failures #148: only the plan's router is approved, and exactly")
  void refusesOtherApprovals() {
    assertThatThrownBy(() -> check(PLAN, approval(ROUTER.address(), Uint256.MAX_VALUE)))
        .hasMessageContaining("approves something else");
    assertThatThrownBy(() -> check(PLAN, approval(EXECUTOR, PLAN.sell().units())))
        .hasMessageContaining("approves something else");
    assertThatThrownBy(() -> check(PLAN, approval(OTHER, PLAN.sell().units())))
        .hasMessageContaining("approves something else");
  }

  @Test
  @DisplayName("failures #148: Permit2 is approved exactly, for the plan's router and no longer")
  void refusesOtherApprovalsByPermit2() {
    Plan plan = plan(UNIVERSAL, List.of(v4(USDC, WETH, 500, 10, 0)));
    Uint256 sold = plan.sell().units();
    Instant until = Samples.DEADLINE;
    assertThatCode(() -> check(UNIVERSAL, plan, approval(Permit2.USUAL, sold)))
        .doesNotThrowAnyException();
    assertThatCode(() -> check(UNIVERSAL, plan, approval(Permit2.USUAL, Uint256.ZERO)))
        .doesNotThrowAnyException();
    assertThatCode(() -> check(UNIVERSAL, plan, permit(USDC, SITE, sold, until)))
        .doesNotThrowAnyException();
    for (Payload other :
        List.of(
            approval(SITE, sold),
            approval(Permit2.USUAL, sold.plus(Uint256.ONE)),
            permit(USDC, SITE, sold.plus(Uint256.ONE), until),
            permit(USDC, SITE, sold, until.plusSeconds(1)),
            permit(USDC, OTHER, sold, until),
            permit(WETH, SITE, sold, until))) {
      assertThatThrownBy(() -> check(UNIVERSAL, plan, other))
          .hasMessageContaining("approves something else");
    }
    assertThatThrownBy(() -> check(PLAN, permit(USDC, SITE, PLAN.sell().units(), until)))
        .as("a router that takes what it sells itself")
        .hasMessageContaining("an approval goes to");
  }

  private static Payload permit(Token token, Address spender, Uint256 amount, Instant until) {
    return payload(
        TransactionRole.APPROVAL,
        Permit2.USUAL,
        Permit2.approve(token.address(), spender, amount, until));
  }

  @Test
  @DisplayName("failures #149: a router that is not configured is neither called nor approved")
  void refusesRoutersThatAreNotConfigured() {
    Plan elsewhere = PLAN.by(new Way.VenueRouter(OTHER, "it is cheaper"));
    assertThatThrownBy(() -> check(elsewhere, trade(OTHER, call(planned()))))
        .hasMessageContaining("not the router of uniswap-v2");
    assertThatThrownBy(() -> check(elsewhere, approval(OTHER, PLAN.sell().units())))
        .hasMessageContaining("not the router of uniswap-v2");
    assertThatThrownBy(() -> check(PLAN, trade(EXECUTOR, call(planned()))))
        .hasMessageContaining("the trade goes to");
    assertThatThrownBy(() -> check(Samples.plan(), trade(ROUTER.address(), call(planned()))))
        .as("the plan is the executor's")
        .hasMessageContaining("the trade goes to");
  }

  /** A router, a path over pools of it, and other pools between the same tokens. */
  record Case(VenueRouter router, List<RouterHop> path, List<RouterHop> others) {
    @Override
    public String toString() {
      return router.kind().toString();
    }
  }

  static List<Case> paths() {
    Address usdc = USDC.address();
    Address dai = DAI.address();
    Address weth = WETH.address();
    List<RouterHop> fees =
        List.of(new RouterHop.UniswapV3(usdc, dai, 100), new RouterHop.UniswapV3(dai, weth, 500));
    List<RouterHop> otherFees =
        List.of(new RouterHop.UniswapV3(usdc, dai, 101), new RouterHop.UniswapV3(dai, weth, 3_000));
    return List.of(
        new Case(new VenueRouter(RouterKind.SWAP_ROUTER, SITE, MADE), fees, otherFees),
        new Case(new VenueRouter(RouterKind.SWAP_ROUTER_02, SITE, MADE), fees, otherFees),
        new Case(
            UNIVERSAL,
            List.of(v4(USDC, DAI, 100, 1, 0), v4(DAI, WETH, 500, 10, 0)),
            List.of(v4(USDC, DAI, 100, 2, 0), v4(DAI, WETH, 3_000, 10, 0))),
        new Case(
            UNIVERSAL,
            List.of(v4(USDC, DAI, PoolKey.DYNAMIC_FEE, 1, 8), v4(DAI, WETH, 500, 10, 0)),
            List.of(v4(USDC, DAI, PoolKey.DYNAMIC_FEE, 1, 9), v4(DAI, WETH, 500, 10, 1))),
        new Case(
            new VenueRouter(RouterKind.BALANCER_V2_VAULT, SITE, new PoolRegistry.Vault(SITE)),
            List.of(
                new RouterHop.BalancerV2(id(1), usdc, dai),
                new RouterHop.BalancerV2(id(2), dai, weth)),
            List.of(
                new RouterHop.BalancerV2(id(3), usdc, dai),
                new RouterHop.BalancerV2(id(1), dai, weth))),
        new Case(
            new VenueRouter(
                RouterKind.BALANCER_V3_ROUTER, SITE, new PoolRegistry.Vault(OTHER), Permit2.USUAL),
            List.of(new RouterHop.BalancerV3(EXECUTOR, usdc, weth)),
            List.of(new RouterHop.BalancerV3(OTHER, usdc, weth))));
  }

  private static RouterHop v4(Token in, Token out, int fee, int tickSpacing, int hook) {
    Address hooks = Address.of(id(hook).toArray(), 0, Address.LENGTH);
    return new RouterHop.UniswapV4(in.address(), out.address(), fee, tickSpacing, hooks);
  }

  private static Bytes32 id(int number) {
    byte[] word = new byte[Bytes32.LENGTH];
    word[0] = (byte) number;
    return Bytes32.wrap(word);
  }

  @ParameterizedTest
  @MethodSource("paths")
  @DisplayName("failures #149: another pool between the same tokens is not the plan's")
  void refusesOtherPoolsOfTheSameTokens(Case routed) {
    int most = routed.path().size();
    for (int hops = 1; hops <= most; hops++) {
      List<RouterHop> path = routed.path().subList(most - hops, most);
      Plan plan = plan(routed.router(), path);
      assertThatCode(() -> check(routed.router(), plan, path)).doesNotThrowAnyException();
      for (int i = 0; i < hops; i++) {
        List<RouterHop> changed = new ArrayList<>(path);
        changed.set(i, routed.others().get(most - hops + i));
        assertThatThrownBy(() -> check(routed.router(), plan, changed))
            .as("%d of %d hops", i, hops)
            .hasMessageContaining("hop " + i + " is another");
      }
    }
  }

  @Test
  @DisplayName("failures #149: a pair that is another factory's is not the router's")
  void refusesPairsOfAnotherFactory() {
    PoolRegistry fork = new PoolRegistry.Factory(new PoolFactory(SITE, Bytes.EMPTY.keccak256()));
    Plan plan = plan(new VenueRouter(RouterKind.UNISWAP_V2, SITE, fork), PATH);
    assertThatThrownBy(() -> check(plan, trade(SITE, call(planned()))))
        .hasMessageContaining("hop 0 is another");
  }

  private static void check(VenueRouter router, Plan plan, List<RouterHop> path) {
    RouterTrade trade =
        new RouterTrade(Samples.DEADLINE, ACCOUNT, plan.sell().units(), plan.least().units(), path);
    check(router, plan, trade(router.address(), router.toCalldata(trade)));
  }

  private static void assertRefused(String why, RouterTrade trade) {
    assertThatThrownBy(() -> check(PLAN, trade(ROUTER.address(), call(trade))))
        .hasMessageContaining(why);
  }

  private static void check(Plan plan, Payload payload) {
    check(ROUTER, plan, payload);
  }

  private static void check(VenueRouter router, Plan plan, Payload payload) {
    new PayloadGuard(
            new TradeContracts(ACCOUNT, EXECUTOR, Map.of(VENUE, router)),
            FeeTerms.ETHEREUM_GAS_CAP,
            new PlannedHops(Optional::empty))
        .check(OpenIntent.of(Samples.intent(), List.of()).planned(plan, Grounds.UNTOLD), payload);
  }

  private static RouterTrade planned() {
    return new RouterTrade(
        Samples.DEADLINE, ACCOUNT, PLAN.sell().units(), PLAN.least().units(), PATH);
  }

  private static Bytes call(RouterTrade trade) {
    return ROUTER.toCalldata(trade);
  }

  private static Payload trade(Address to, Bytes data) {
    return payload(TransactionRole.TRADE, to, data);
  }

  private static Payload approval(Address spender, Uint256 amount) {
    return payload(TransactionRole.APPROVAL, USDC.address(), Erc20.approve(spender, amount));
  }

  private static Payload payload(TransactionRole role, Address to, Bytes data) {
    return Payload.assigned(
        role,
        new UnsignedTransaction(
            Samples.CHAIN,
            ACCOUNT,
            new Nonce(1),
            FeePerGas.of(1),
            FeePerGas.of(2),
            new Gas(200_000),
            to,
            Wei.ZERO,
            data));
  }

  /** Sells dollars for ether over the pools of a path, each of which gives what the next takes. */
  private static Plan plan(VenueRouter router, List<RouterHop> path) {
    Plan plan = Samples.plan();
    Uint256 out = plan.quoted().units();
    List<Hop> hops = new ArrayList<>();
    for (RouterHop hop : path) {
      hops.add(
          new Hop(
              new PoolId(Samples.CHAIN, VENUE, router.pools().poolKey(hop)),
              token(hop.tokenIn()),
              token(hop.tokenOut()),
              hops.isEmpty() ? plan.sell().units() : out,
              out));
    }
    return new Plan(
        plan.pricedAt(),
        token(path.getFirst().tokenIn()).amount(plan.sell().units()),
        plan.quoted(),
        plan.least(),
        List.of(new Leg(hops)),
        plan.priceImpact(),
        plan.gas(),
        new Way.VenueRouter(router.address(), "it is cheaper"));
  }

  private static Token token(Address address) {
    return List.of(USDC, DAI, WETH).stream()
        .filter(token -> token.address().equals(address))
        .findFirst()
        .orElseThrow();
  }
}
