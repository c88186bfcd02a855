package dev.fairlead.venue.executor;

import static dev.fairlead.venue.executor.ExecutorChain.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.abi.RevertReason;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.router.PoolRegistry;
import dev.fairlead.venue.router.RouterHop;
import dev.fairlead.venue.router.RouterKind;
import dev.fairlead.venue.router.RouterTrade;
import dev.fairlead.venue.router.VenueRouter;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The coin itself, sent along to the real Universal Router for V4's pools of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CoinRouterTest {
  private static final Address COIN = Address.ZERO;

  /** What a router is said to save may be wrong by so much: pools and amounts differ. */
  private static final int TOLERANCE = 4_000;

  private ExecutorChain chain;
  private Deployment on;
  private VenueRouter router;
  private BigInteger amount;

  @BeforeAll
  void start() {
    chain = ExecutorChain.start();
    on = chain.deployment();
    router =
        new VenueRouter(
            RouterKind.UNIVERSAL_ROUTER,
            on.uniswapV4().universalRouter(),
            new PoolRegistry.Vault(on.uniswapV4().poolManager()),
            on.permit2());
    amount = VenueTrade.tenth(chain.tokens().weth());
  }

  @AfterAll
  void stop() {
    chain.close();
  }

  @BeforeEach
  void reset() {
    chain.reset();
  }

  /** What the coin is sold for, one pool after the other. */
  record Path(List<Token> tokens, List<RouterHop> routed, List<ExecutorHop> hops) {
    Address out() {
      return tokens.getLast().address();
    }

    @Override
    public String toString() {
      return "ETH-" + tokens.stream().map(Token::symbol).collect(Collectors.joining("-"));
    }
  }

  List<Path> paths() {
    Deployment.Tokens t = on.tokens();
    return List.of(
        path(t.usdc()),
        path(t.wbtc()),
        path(t.usdc(), t.dai()),
        path(t.usdc(), t.usdt(), t.weth()));
  }

  private Path path(Token... tokens) {
    List<RouterHop> routed = new ArrayList<>();
    List<ExecutorHop> hops = new ArrayList<>();
    Address in = COIN;
    for (Token token : tokens) {
      Address out = token.address();
      ExecutorHop.UniswapV4 hop = VenueTrade.v4Hop(on, in, out, out);
      ExecutorHop.V4Pool pool = hop.pools().getFirst();
      routed.add(new RouterHop.UniswapV4(in, out, pool.fee(), pool.tickSpacing(), pool.hooks()));
      hops.add(hop);
      in = out;
    }
    List<ExecutorHop> wrapped = new ArrayList<>();
    wrapped.add(new ExecutorHop.Wrapping(on.tokens().weth().address()));
    wrapped.addAll(ExecutorHop.joined(hops));
    return new Path(List.of(tokens), routed, wrapped);
  }

  @ParameterizedTest
  @MethodSource("paths")
  @DisplayName(
      "failures #160: the router sells the coin for what the executor gets, and keeps none")
  void paysWhatTheExecutorPays(Path path) {
    BigInteger had = chain.ownerHas(path.out());
    long byExecutor = gas(execute(path));
    BigInteger paid = chain.ownerHas(path.out()).subtract(had);
    reset();
    BigInteger coins = coins(OWNER.address());

    JsonNode receipt = route(path, paid);

    assertThat(chain.ownerHas(path.out()).subtract(had)).isEqualTo(paid).isPositive();
    assertThat(coins.subtract(coins(OWNER.address()))).isEqualTo(amount.add(fee(receipt)));
    assertThat(coins(router.address())).isZero();
    int said = router.kind().gasSaved(path.routed().size(), true);
    long saved = byExecutor - gas(receipt);
    System.out.printf(
        Locale.ROOT,
        "| Uniswap V4 Universal Router, %s | %,d | %,d | %,d |%n",
        path,
        gas(receipt),
        byExecutor,
        saved);
    assertThat(saved).isBetween((long) said - TOLERANCE, (long) said + TOLERANCE);
  }

  @ParameterizedTest
  @MethodSource("paths")
  @DisplayName("failures #159, I6: minimum and deadline hold on chain")
  void refusesShortOutputAndLateBlocks(Path path) {
    BigInteger had = chain.ownerHas(path.out());
    route(path, BigInteger.ONE);
    BigInteger paid = chain.ownerHas(path.out()).subtract(had);
    reset();

    assertThat(refusal(path, amount, amount, paid.add(BigInteger.ONE), later()))
        .contains(selector("V4TooLittleReceived(uint256,uint256)"));
    assertThat(refusal(path, amount, amount, BigInteger.ONE, chain.now().minusSeconds(1)))
        .contains(selector("TransactionDeadlinePassed()"));
    route(path, paid);
    assertThat(chain.ownerHas(path.out()).subtract(had)).isEqualTo(paid);
  }

  @ParameterizedTest
  @MethodSource("paths")
  @DisplayName("failures #160: what a pool would not take fails the trade, and stays nowhere")
  void failsWhereAPoolTakesAPart(Path path) {
    BigInteger most = BigInteger.ONE.shiftLeft(126);
    chain.chain().fund(OWNER.address(), most.shiftLeft(1));
    assertThat(refusal(path, most, most, BigInteger.ONE, later()))
        .contains(selector("CurrencyNotSettled()"));
    assertThat(refusal(path, amount, amount.subtract(BigInteger.ONE), BigInteger.ONE, later()))
        .as("less is sent than sold")
        .isNotEmpty();
  }

  private JsonNode execute(Path path) {
    return chain.execute(
        chain.program(COIN, amount, BigInteger.ONE, path.hops().toArray(ExecutorHop[]::new)));
  }

  private JsonNode route(Path path, BigInteger least) {
    RouterTrade trade = trade(path, amount, least, later());
    return chain.send(
        OWNER, router.address(), router.toCalldata(trade), trade.value().value().toBigInteger());
  }

  private String refusal(
      Path path, BigInteger sold, BigInteger value, BigInteger least, Instant deadline) {
    Bytes call = router.toCalldata(trade(path, sold, least, deadline));
    return RevertReason.of(chain.refusal(OWNER.address(), router.address(), call, value));
  }

  private static RouterTrade trade(Path path, BigInteger sold, BigInteger least, Instant deadline) {
    return new RouterTrade(
        deadline, OWNER.address(), Uint256.of(sold), Uint256.of(least), path.routed());
  }

  private Instant later() {
    return chain.now().plusSeconds(3_600);
  }

  private BigInteger coins(Address holder) {
    return chain.chain().anvil().balance(holder);
  }

  private static String selector(String error) {
    return Signature.of(error).selector().toString().substring(2);
  }

  private static BigInteger fee(JsonNode receipt) {
    return JsonRpc.number(receipt.required("gasUsed"))
        .multiply(JsonRpc.number(receipt.required("effectiveGasPrice")));
  }

  private static long gas(JsonNode receipt) {
    return JsonRpc.number(receipt.required("gasUsed")).longValueExact();
  }
}
