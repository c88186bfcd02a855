package dev.fairlead.venue.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.abi.RevertReason;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.devnet.deploy.BalancerV3Code;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.balancer.v3.BalancerV3Pool;
import dev.fairlead.venue.executor.ExecutorLeg;
import dev.fairlead.venue.executor.ExecutorProgram;
import dev.fairlead.venue.router.Permit2;
import dev.fairlead.venue.router.PoolRegistry;
import dev.fairlead.venue.router.RouterKind;
import dev.fairlead.venue.router.RouterProof;
import dev.fairlead.venue.router.RouterTrade;
import dev.fairlead.venue.router.VenueRouter;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * The calls that are written for Balancer V3's Router, run by the real one.
 *
 * <p>As with {@link BalancerV3QuoteTest}, the Vault's code takes minutes to compile, once a
 * machine: where that has not been done, this runs with {@code -Dfairlead.balancer.v3=true} only.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BalancerV3RouterTest {
  private static final int POOLS = 3;
  private static final Instant LATER = Instant.ofEpochSecond((1L << 40) - 1);
  private static final Instant PAST = Instant.ofEpochSecond(1);

  /** What the router is said to save may be wrong by so much: pools and amounts differ. */
  private static final int TOLERANCE = 4_000;

  private final Random random = Cases.random(BalancerV3RouterTest.class);
  private BalancerV3Playground balancer;
  private VenueRouter router;
  private Address executor;

  @BeforeAll
  void start() throws InterruptedException {
    Parts parts = Parts.ofUser(Progress.silent());
    assumeTrue(
        Boolean.getBoolean("fairlead.balancer.v3") || new BalancerV3Code(parts).isCompiled());
    balancer = new BalancerV3Playground(parts, random, Duration.ofMinutes(20));
    balancer.makePools(POOLS);
    router =
        new VenueRouter(
            RouterKind.BALANCER_V3_ROUTER,
            balancer.router(),
            new PoolRegistry.Vault(balancer.vault()),
            playground().deployment().permit2());
    executor = playground().deployExecutor();
  }

  @AfterAll
  void close() {
    if (balancer != null) {
      balancer.close();
    }
  }

  /** The first token of a pool for its last. */
  private record Trade(BalancerV3Pool pool, Token in, Token out, Uint256 amount, Uint256 least) {}

  @Test
  @DisplayName("failures #148: the router pays what is quoted, and uses the approvals up")
  void paysWhatIsQuotedAndUsesTheApprovalsUp() {
    for (Trade trade : trades()) {
      BigInteger held = balance(trade.in());
      BigInteger had = balance(trade.out());
      approve(trade);

      playground().sendRaw(router.address(), calldata(trade, trade.least(), LATER));

      assertThat(balance(trade.out()).subtract(had)).isEqualTo(trade.least().toBigInteger());
      assertThat(held.subtract(balance(trade.in()))).isEqualTo(trade.amount().toBigInteger());
      assertThat(allowance(trade.in())).isZero();
      assertThat(permitted(trade.in())).isZero();
    }
  }

  @Test
  @DisplayName("failures #159, I6: minimum and deadline hold on chain")
  void refusesShortOutputAndLateBlocks() {
    for (Trade trade : trades()) {
      approve(trade);

      assertThat(refusal(calldata(trade, trade.least().plus(Uint256.ONE), LATER)))
          .contains(selector("SwapLimit(uint256,uint256)"));
      assertThat(refusal(calldata(trade, trade.least(), PAST)))
          .contains(selector("SwapDeadline()"));
      permit(trade, router.address(), PAST);
      assertThat(refusal(calldata(trade, trade.least(), LATER)))
          .contains(selector("AllowanceExpired(uint256)"));
    }
  }

  @Test
  @DisplayName("failures #166: only a router of the venue's own Vault is taken")
  void provesTheRouterByItsVault() {
    Playground playground = playground();
    VenueRouter elsewhere =
        new VenueRouter(
            router.kind(), router.address(), new PoolRegistry.Vault(executor), router.spender());
    assertThat(RouterProof.objection(playground.chain(), playground.newest(), router)).isEmpty();
    assertThat(RouterProof.objection(playground.chain(), playground.newest(), elsewhere))
        .hasValueSatisfying(why -> assertThat(why).contains("leads to the Vault"));
  }

  /** Not of a pool's first trade; Permit2 as it is told of a spender for the first time. */
  @Test
  void savesWhatItIsSaidToSave() {
    List<Long> saved = new ArrayList<>();
    for (Trade trade : trades()) {
      execute(trade);
      approve(trade);
      long byRouter =
          gas(permit(trade, trade.pool().address(), LATER))
              + gas(playground().sendRaw(router.address(), calldata(trade, Uint256.ONE, LATER)));
      long byExecutor = execute(trade);
      System.out.printf(
          Locale.ROOT,
          "| Balancer V3 Router, %s-%s of %d | %,d | %,d | %,d |%n",
          trade.in().symbol(),
          trade.out().symbol(),
          trade.pool().tokens().size(),
          byRouter,
          byExecutor,
          byExecutor - byRouter);
      saved.add(byExecutor - byRouter);
    }
    int said = router.kind().gasSaved(1, false);
    assertThat(saved)
        .allSatisfy(
            found -> assertThat(found).isBetween(said - (long) TOLERANCE, said + (long) TOLERANCE));
  }

  /** One a pool, in the state that it has now, with what it gives. */
  private List<Trade> trades() {
    Playground playground = playground();
    List<Trade> trades = new ArrayList<>();
    for (Pool each : balancer.adapter().load(playground.chain(), playground.newest())) {
      BalancerV3Pool pool = (BalancerV3Pool) each;
      Token in = pool.tokens().getFirst();
      Token out = pool.tokens().getLast();
      Uint256 amount = pool.holdings().getFirst().raw().dividedBy(Uint256.of(50));
      if (pool.quoteExactIn(in, out, amount) instanceof Quote.Filled quote) {
        assertThat(router.pools().poolKey(pool.routerHop(in, out).orElseThrow()))
            .isEqualTo(pool.id().key());
        trades.add(new Trade(pool, in, out, amount, quote.amountOut()));
      }
    }
    assertThat(trades).hasSizeGreaterThan(POOLS);
    return trades;
  }

  private Bytes calldata(Trade trade, Uint256 least, Instant deadline) {
    return router.toCalldata(
        new RouterTrade(
            deadline,
            playground().account(),
            trade.amount(),
            least,
            List.of(trade.pool().routerHop(trade.in(), trade.out()).orElseThrow())));
  }

  /** What it takes; the approval beside it. */
  private long execute(Trade trade) {
    playground()
        .send(
            trade.in().address(),
            "approve(address,uint256)",
            executor,
            trade.amount().toBigInteger());
    return gas(playground().sendRaw(executor, program(trade).toCalldata()));
  }

  private static ExecutorProgram program(Trade trade) {
    return new ExecutorProgram(
        LATER,
        trade.in().address(),
        trade.amount(),
        trade.out().address(),
        Uint256.ONE,
        List.of(
            new ExecutorLeg(
                trade.in().address(),
                trade.amount(),
                List.of(trade.pool().hop(trade.in(), trade.out())))));
  }

  private void approve(Trade trade) {
    playground()
        .send(
            trade.in().address(),
            "approve(address,uint256)",
            router.spender(),
            trade.amount().toBigInteger());
    permit(trade, router.address(), LATER);
  }

  private JsonNode permit(Trade trade, Address spender, Instant until) {
    return playground()
        .sendRaw(
            router.spender(),
            Permit2.approve(trade.in().address(), spender, trade.amount(), until));
  }

  private String refusal(Bytes calldata) {
    Playground playground = playground();
    Call call = new Call(playground.account(), router.address(), Wei.ZERO, calldata);
    return switch (playground.chain().call(playground.newest(), List.of(call)).getFirst()) {
      case CallResult.Reverted reverted -> RevertReason.of(reverted.data());
      case CallResult.Returned _ -> "nothing";
    };
  }

  private static String selector(String error) {
    return Signature.of(error).selector().toString().substring(2);
  }

  private BigInteger balance(Token token) {
    return playground().dev().anvil().balance(token.address(), playground().account());
  }

  private BigInteger allowance(Token token) {
    return (BigInteger)
        playground()
            .ask(
                token.address(),
                "allowance(address,address)",
                "(uint256)",
                playground().account(),
                router.spender())
            .orElseThrow()
            .getFirst();
  }

  private BigInteger permitted(Token token) {
    return (BigInteger)
        playground()
            .ask(
                router.spender(),
                "allowance(address,address,address)",
                "(uint160,uint48,uint48)",
                playground().account(),
                token.address(),
                router.address())
            .orElseThrow()
            .getFirst();
  }

  private Playground playground() {
    return balancer.playground();
  }

  private static long gas(JsonNode receipt) {
    return JsonRpc.number(receipt.required("gasUsed")).longValueExact();
  }
}
