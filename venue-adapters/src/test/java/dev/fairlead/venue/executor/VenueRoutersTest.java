package dev.fairlead.venue.executor;

import static dev.fairlead.venue.executor.ExecutorChain.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.abi.RevertReason;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import dev.fairlead.venue.router.Permit2;
import dev.fairlead.venue.router.PoolRegistry;
import dev.fairlead.venue.router.RouterHop;
import dev.fairlead.venue.router.RouterKind;
import dev.fairlead.venue.router.RouterTrade;
import dev.fairlead.venue.router.VenueRouter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The calls that are written for the venues' own routers, run by the real ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VenueRoutersTest {
  /** What a router is said to save may be wrong by so much: pools and amounts differ. */
  private static final int TOLERANCE = 4_000;

  private ExecutorChain chain;
  private Address swapRouter;

  @BeforeAll
  void start() {
    chain = ExecutorChain.start();
    swapRouter = deploySwapRouter();
  }

  @AfterAll
  void stop() {
    chain.close();
  }

  @BeforeEach
  void reset() {
    chain.reset();
    deploySwapRouter();
  }

  /** Uniswap V3's first router, which only the tests need; the same address after each reset. */
  private Address deploySwapRouter() {
    Path artifact =
        Parts.ofUser(Progress.silent())
            .npm("@uniswap/v3-periphery")
            .resolve("artifacts/contracts/SwapRouter.sol/SwapRouter.json");
    byte[] init = JsonRpc.bytes(JsonRpc.JSON.readTree(artifact).required("bytecode"));
    Address factory = chain.deployment().uniswapV3().factory();
    byte[] arguments = Abi.encode("(address,address)", factory, chain.tokens().weth().address());
    return chain.create(Bytes.wrap(Abi.concat(init, arguments)));
  }

  /** The same trade by the venue's router and by the executor. */
  record Case(
      String name,
      VenueRouter router,
      List<Token> path,
      List<RouterHop> routed,
      List<ExecutorHop> hops) {
    BigInteger amount() {
      return VenueTrade.tenth(path.getFirst());
    }

    @Override
    public String toString() {
      return name
          + (routed.size() == 1 ? "" : ", " + routed.size() + " hops")
          + ", "
          + path.stream().map(Token::symbol).collect(Collectors.joining("-"));
    }
  }

  List<Case> cases() {
    Deployment.Tokens t = chain.tokens();
    List<Case> cases = new ArrayList<>();
    cases.add(v2(t.usdc(), t.weth()));
    cases.add(v2(t.weth(), t.usdc()));
    cases.add(v2(t.usdt(), t.weth(), t.dai()));
    cases.add(v2(t.usdt(), t.usdc(), t.weth(), t.dai()));
    for (RouterKind kind : List.of(RouterKind.SWAP_ROUTER_02, RouterKind.SWAP_ROUTER)) {
      cases.add(v3(kind, t.usdc(), t.weth()));
      cases.add(v3(kind, t.weth(), t.usdc()));
      cases.add(v3(kind, t.wbtc(), t.weth(), t.dai()));
      cases.add(v3(kind, t.usdt(), t.weth(), t.wbtc(), t.usdc()));
    }
    cases.add(v4(t.dai(), t.usdc()));
    cases.add(v4(t.weth(), t.usdt()));
    cases.add(v4(t.usdc(), t.usdt(), t.weth()));
    cases.add(v4(t.dai(), t.usdc(), t.usdt(), t.weth()));
    cases.add(balancer(t.usdc(), t.weth()));
    cases.add(balancer(t.weth(), t.usdc()));
    cases.add(balancer(t.usdc(), t.usdt()));
    cases.add(balancer(t.usdc(), t.weth(), t.dai()));
    cases.add(balancer(t.dai(), t.usdc(), t.weth(), t.wbtc()));
    return cases;
  }

  private Case v2(Token... path) {
    List<RouterHop> routed = new ArrayList<>();
    List<ExecutorHop> hops = new ArrayList<>();
    for (int i = 1; i < path.length; i++) {
      routed.add(new RouterHop.UniswapV2(path[i - 1].address(), path[i].address()));
      hops.add(VenueTrade.v2Hop(chain.deployment(), path[i - 1], path[i]));
    }
    VenueRouter router = router(RouterKind.UNISWAP_V2, chain.deployment().uniswapV2().router());
    return new Case("Uniswap V2 router", router, List.of(path), routed, hops);
  }

  private Case v3(RouterKind kind, Token... path) {
    List<RouterHop> routed = new ArrayList<>();
    List<ExecutorHop> hops = new ArrayList<>();
    for (int i = 1; i < path.length; i++) {
      routed.add(new RouterHop.UniswapV3(path[i - 1].address(), path[i].address(), 3_000));
      hops.add(VenueTrade.v3Hop(chain.deployment(), 3_000, path[i - 1], path[i]));
    }
    boolean second = kind == RouterKind.SWAP_ROUTER_02;
    Address site = second ? chain.deployment().uniswapV3().router() : swapRouter;
    return new Case(
        second ? "Uniswap V3 SwapRouter02" : "Uniswap V3 SwapRouter",
        router(kind, site),
        List.of(path),
        routed,
        hops);
  }

  private Case v4(Token... path) {
    List<RouterHop> routed = new ArrayList<>();
    List<ExecutorHop> hops = new ArrayList<>();
    for (int i = 1; i < path.length; i++) {
      Address in = path[i - 1].address();
      Address out = path[i].address();
      ExecutorHop.UniswapV4 hop = VenueTrade.v4Hop(chain.deployment(), in, out, out);
      ExecutorHop.V4Pool pool = hop.pools().getFirst();
      routed.add(new RouterHop.UniswapV4(in, out, pool.fee(), pool.tickSpacing(), pool.hooks()));
      hops.add(hop);
    }
    Deployment.UniswapV4 on = chain.deployment().uniswapV4();
    return new Case(
        "Uniswap V4 Universal Router",
        new VenueRouter(
            RouterKind.UNIVERSAL_ROUTER,
            on.universalRouter(),
            new PoolRegistry.Vault(on.poolManager()),
            chain.deployment().permit2()),
        List.of(path),
        routed,
        ExecutorHop.joined(hops));
  }

  private Case balancer(Token... path) {
    List<RouterHop> routed = new ArrayList<>();
    List<ExecutorHop> hops = new ArrayList<>();
    for (int i = 1; i < path.length; i++) {
      Bytes32 pool = pool(path[i - 1], path[i]);
      routed.add(new RouterHop.BalancerV2(pool, path[i - 1].address(), path[i].address()));
      hops.add(new ExecutorHop.BalancerV2(pool, path[i].address()));
    }
    VenueRouter vault =
        router(RouterKind.BALANCER_V2_VAULT, chain.deployment().balancerV2().vault());
    return new Case("Balancer V2 Vault", vault, List.of(path), routed, hops);
  }

  /** Which pools it trades at is no matter of what it is told. */
  private static VenueRouter router(RouterKind kind, Address site) {
    return new VenueRouter(kind, site, new PoolRegistry.Vault(site));
  }

  private Bytes32 pool(Token one, Token other) {
    return chain.deployment().balancerV2().pools().stream()
        .filter(pool -> pool.kind() != Deployment.BalancerV2.Kind.COMPOSABLE_STABLE)
        .filter(pool -> pool.tokens().containsAll(List.of(one, other)))
        .findFirst()
        .orElseThrow()
        .id();
  }

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("failures #148: the router pays what the executor pays, and uses the approval up")
  void paysWhatTheExecutorPays(Case routed) {
    BigInteger paid = bought(routed, () -> chain.execute(program(routed)));
    reset();
    Address in = routed.path().getFirst().address();
    Address spender = routed.router().spender();
    BigInteger before = chain.ownerHas(in);

    BigInteger bought = bought(routed, () -> route(routed, paid, later()));

    assertThat(bought).isEqualTo(paid).isPositive();
    assertThat(before.subtract(chain.ownerHas(in))).isEqualTo(routed.amount());
    assertThat(chain.allowance(in, OWNER.address(), spender)).isZero();
    if (routed.router().takesByPermit2()) {
      assertThat(permitted(in, routed.router())).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  @DisplayName("failures #159, I6: minimum and deadline hold on chain")
  void refusesShortOutputAndLateBlocks(Case routed) {
    BigInteger paid = bought(routed, () -> route(routed, BigInteger.ONE, later()));
    reset();
    approve(routed);

    assertThat(refusal(routed, paid.add(BigInteger.ONE), later()))
        .containsAnyOf(
            "INSUFFICIENT_OUTPUT_AMOUNT",
            "Too little received",
            "BAL#507",
            selector("V4TooLittleReceived(uint256,uint256)"));
    assertThat(refusal(routed, BigInteger.ONE, chain.now().minusSeconds(1)))
        .containsAnyOf(
            "EXPIRED", "Transaction too old", "BAL#508", selector("TransactionDeadlinePassed()"));
    assertThat(bought(routed, () -> route(routed, paid, later()))).isEqualTo(paid);
  }

  @Test
  void whatARouterIsSaidToSaveIsWhatItSaves() {
    List<String> table = new ArrayList<>();
    for (Case routed : cases()) {
      reset();
      approve(routed);
      long byRouter = gas(route(routed, BigInteger.ONE, later()));
      reset();
      if (routed.router().takesByPermit2()) {
        byRouter += gas(permit(routed, later()));
        reset();
      }
      chain.transact(
          OWNER,
          routed.path().getFirst().address(),
          "approve(address,uint256)",
          chain.executor(),
          routed.amount());
      long byExecutor = gas(chain.execute(program(routed)));
      table.add(
          String.format(
              Locale.ROOT,
              "| %s | %,d | %,d | %,d | %,d |",
              routed,
              byRouter,
              byExecutor,
              byExecutor - byRouter,
              routed.router().kind().gasSaved(routed.routed().size(), false)));
    }
    table.forEach(System.out::println);
    for (String row : table) {
      long[] figures =
          Arrays.stream(row.split("\\|"))
              .skip(2)
              .mapToLong(figure -> Long.parseLong(figure.strip().replace(",", "")))
              .toArray();
      assertThat(figures[3]).as(row).isBetween(figures[2] - TOLERANCE, figures[2] + TOLERANCE);
    }
  }

  private Instant later() {
    return chain.now().plusSeconds(3_600);
  }

  private static RouterTrade trade(Case routed, BigInteger least, Instant deadline) {
    return new RouterTrade(
        deadline, OWNER.address(), Uint256.of(routed.amount()), Uint256.of(least), routed.routed());
  }

  private void approve(Case routed) {
    chain.transact(
        OWNER,
        routed.path().getFirst().address(),
        "approve(address,uint256)",
        routed.router().spender(),
        routed.amount());
    if (routed.router().takesByPermit2()) {
      permit(routed, later());
    }
  }

  private JsonNode permit(Case routed, Instant until) {
    Bytes call =
        Permit2.approve(
            routed.path().getFirst().address(),
            routed.router().address(),
            Uint256.of(routed.amount()),
            until);
    return chain.send(OWNER, routed.router().spender(), call);
  }

  private BigInteger permitted(Address token, VenueRouter router) {
    List<Object> answer =
        chain
            .chain()
            .anvil()
            .read(
                router.spender(),
                "allowance(address,address,address)",
                "(uint160,uint48,uint48)",
                OWNER.address(),
                token,
                router.address());
    return (BigInteger) answer.getFirst();
  }

  private static String selector(String error) {
    return Signature.of(error).selector().toString().substring(2);
  }

  @ParameterizedTest
  @MethodSource("permits")
  @DisplayName("failures #148: what Permit2 was told ends with the trade's time")
  void takesNothingByPermit2AfterItsTime(Case routed) {
    approve(routed);
    permit(routed, chain.now().minusSeconds(1));
    assertThat(refusal(routed, BigInteger.ONE, later()))
        .contains(selector("AllowanceExpired(uint256)"));
  }

  List<Case> permits() {
    return cases().stream().filter(routed -> routed.router().takesByPermit2()).toList();
  }

  /** Approves exactly what is sold, and runs the router. */
  private JsonNode route(Case routed, BigInteger least, Instant deadline) {
    approve(routed);
    return chain.send(
        OWNER,
        routed.router().address(),
        routed.router().toCalldata(trade(routed, least, deadline)));
  }

  private String refusal(Case routed, BigInteger least, Instant deadline) {
    Bytes call = routed.router().toCalldata(trade(routed, least, deadline));
    return RevertReason.of(
        chain.refusal(OWNER.address(), routed.router().address(), call, BigInteger.ZERO));
  }

  private ExecutorProgram program(Case routed) {
    return chain.program(
        routed.path().getFirst().address(),
        routed.amount(),
        BigInteger.ONE,
        routed.hops().toArray(ExecutorHop[]::new));
  }

  private BigInteger bought(Case routed, Runnable trade) {
    Address out = routed.path().getLast().address();
    BigInteger before = chain.ownerHas(out);
    trade.run();
    return chain.ownerHas(out).subtract(before);
  }

  private static long gas(JsonNode receipt) {
    return JsonRpc.number(receipt.required("gasUsed")).longValueExact();
  }
}
