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
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.venue.router.RouterHop;
import dev.fairlead.venue.router.RouterKind;
import dev.fairlead.venue.router.RouterTrade;
import dev.fairlead.venue.router.VenueRouter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The last look at what goes to a venue's router: it pays to whom it is told to. */
final class RoutedPayloadTest {
  private static final Address OTHER = Address.parse("0x00000000000000000000000000000000000000d9");
  private static final VenueRouter ROUTER =
      new VenueRouter(
          RouterKind.UNISWAP_V2, Address.parse("0x00000000000000000000000000000000000000d1"));
  private static final List<RouterHop> PATH =
      List.of(new RouterHop.UniswapV2(USDC.address(), WETH.address()));
  private static final Plan PLAN = plan(ROUTER.address());

  private final PayloadGuard guard =
      new PayloadGuard(
          new TradeContracts(ACCOUNT, EXECUTOR, Map.of(new VenueId("uniswap-v2"), ROUTER)),
          FeeTerms.ETHEREUM_GAS_CAP);

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
  @DisplayName("failures #149: a router that is not configured is neither called nor approved")
  void refusesRoutersThatAreNotConfigured() {
    Plan elsewhere = plan(OTHER);
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

  private void assertRefused(String why, RouterTrade trade) {
    assertThatThrownBy(() -> check(PLAN, trade(ROUTER.address(), call(trade))))
        .hasMessageContaining(why);
  }

  private void check(Plan plan, Payload payload) {
    guard.check(OpenIntent.of(Samples.intent(), List.of()).planned(plan), payload);
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

  private static Plan plan(Address router) {
    Plan plan = Samples.plan();
    return new Plan(
        plan.pricedAt(),
        plan.sell(),
        plan.quoted(),
        plan.least(),
        plan.legs(),
        plan.priceImpact(),
        plan.gas(),
        new Way.VenueRouter(router, "it is cheaper"));
  }
}
