package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.DevnetConfig;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Holdings;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.basket.Basket;
import dev.fairlead.route.basket.BasketRequest;
import dev.fairlead.route.basket.BasketResult;
import dev.fairlead.route.basket.BasketRouter;
import dev.fairlead.route.basket.PartRoute;
import dev.fairlead.signing.Secret;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.executor.ExecutorArtifact;
import dev.fairlead.venue.executor.ExecutorDeployment;
import dev.fairlead.venue.executor.ExecutorHop;
import dev.fairlead.venue.executor.ExecutorLeg;
import dev.fairlead.venue.executor.ExecutorProgram;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Baskets on the real contracts: the parts' routes, executed one after another by the executor,
 * give exactly what was quoted before the first of them ran.
 */
final class BasketIT {
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  private static final Instant NEVER = Instant.ofEpochSecond(1L << 39);
  private static final long GAS = 15_000_000;

  private final Wallet wallet = Wallet.named("basket");
  private final Devnet devnet =
      Devnet.start(DevnetConfig.defaults().withBlockTime(Duration.ofMillis(100)).withRelay());
  private final List<Token> tokens = devnet.chain().deployment().tokens().all();
  private final ChainConfig config;
  private final Address executor;

  BasketIT(@TempDir Path data) throws IOException {
    EmbeddedNode.Settings settings =
        new EmbeddedNode.Settings(data, Duration.ofMillis(100), 0, 0, null);
    LogDatabase nowhere =
        LogDatabase.of(
            "jdbc:postgresql://127.0.0.1/none", new LogDatabase.Login("nobody", Secret.of("none")));
    config =
        Objects.requireNonNull(
            EmbeddedConfig.of(settings, nowhere, devnet, EmbeddedAccount.create(data))
                .chains()
                .get("devnet"));
    devnet.chain().fund(wallet.address(), BigInteger.TEN.pow(20));
    executor = deployExecutor();
    for (Token token : tokens) {
      devnet.chain().fund(wallet.address(), token, units(token, 1_000_000).toBigInteger());
      devnet
          .chain()
          .anvil()
          .settle(
              wallet,
              Transaction.call(
                  devnet.chain().anvil().nonce(wallet.address()),
                  token.address(),
                  "approve(address,uint256)",
                  executor,
                  MAX));
    }
  }

  @AfterEach
  void close() {
    devnet.close();
  }

  private Address deployExecutor() {
    ExecutorDeployment on =
        new ExecutorDeployment(
            wallet.address(),
            devnet.chain().deployment().tokens().weth().address(),
            devnet.chain().deployment().uniswapV4().poolManager(),
            devnet.chain().deployment().balancerV2().vault());
    byte[] code = ExecutorArtifact.load().creationCode(on).toArray();
    return devnet.chain().anvil().create(wallet, code);
  }

  private Token token(String symbol) {
    return tokens.stream().filter(each -> each.symbol().equals(symbol)).findFirst().orElseThrow();
  }

  private static Uint256 units(Token token, long whole) {
    return Uint256.of(10).pow(token.decimals()).times(Uint256.of(whole));
  }

  private TokenAmount amount(String symbol, long whole) {
    return token(symbol).amount(units(token(symbol), whole));
  }

  @Test
  void routesOfABasketExecutedOneAfterAnotherGiveExactlyTheirQuotes() {
    List<Basket> baskets =
        List.of(
            new Basket.SellMany(
                List.of(amount("USDC", 40_000), amount("DAI", 60_000), amount("WBTC", 1)),
                token("WETH")),
            new Basket.BuyMany(
                token("WETH"),
                List.of(amount("USDC", 30_000), amount("DAI", 50_000), amount("WBTC", 1))),
            new Basket.SpendShares(
                amount("WETH", 30),
                List.of(
                    new Basket.Share(token("USDC"), Fraction.ofBasisPoints(5_000)),
                    new Basket.Share(token("DAI"), Fraction.ofBasisPoints(3_000)),
                    new Basket.Share(token("WBTC"), Fraction.ofBasisPoints(2_000)))));
    int shared = 0;
    for (Basket basket : baskets) {
      Market market = new MarketSnapshot("devnet", config, line -> {}).newest().market();
      BasketRequest request =
          new BasketRequest(
              basket,
              RouteLimits.of(3, 4),
              NetworkFee.of(FeePerGas.of(1_000_000_000)),
              token("WETH"));
      if (!(new BasketRouter(new GraphRouter()).route(market, request)
          instanceof BasketResult.Found found)) {
        throw new AssertionError("no route: " + basket);
      }
      Map<Token, BigInteger> expected = held();
      for (PartRoute part : found.parts()) {
        execute(part.route(), market);
        change(expected, part.route().sell(), BigInteger.ONE.negate());
        change(expected, part.route().quoted(), BigInteger.ONE);
        assertThat(held()).as("after part %s of %s", part.part(), basket).isEqualTo(expected);
      }
      shared += sharesPools(found) ? 1 : 0;
    }
    assertThat(shared).as("baskets whose parts share pools").isPositive();
  }

  private static boolean sharesPools(BasketResult.Found found) {
    List<Hop> hops = new ArrayList<>();
    for (PartRoute part : found.parts()) {
      List<Hop> own = part.route().legs().stream().flatMap(leg -> leg.hops().stream()).toList();
      if (own.stream()
          .anyMatch(hop -> hops.stream().anyMatch(each -> each.pool().equals(hop.pool())))) {
        return true;
      }
      hops.addAll(own);
    }
    return false;
  }

  private static void change(Map<Token, BigInteger> held, TokenAmount by, BigInteger sign) {
    held.merge(by.token(), by.units().toBigInteger().multiply(sign), BigInteger::add);
  }

  private Map<Token, BigInteger> held() {
    Map<Token, BigInteger> held = new HashMap<>();
    for (Token token : tokens) {
      held.put(token, devnet.chain().anvil().balance(token.address(), wallet.address()));
    }
    return held;
  }

  private void execute(Route route, Market market) {
    List<ExecutorLeg> legs = new ArrayList<>();
    Holdings holdings = new Holdings(route.sell(), route.quoted().token());
    for (Leg leg : route.legs()) {
      boolean isBetween = !leg.tokenIn().equals(route.sell().token());
      Uint256 taken = isBetween && holdings.takesAll(leg) ? Uint256.ZERO : leg.amountIn();
      legs.add(new ExecutorLeg(leg.tokenIn().address(), taken, hops(leg, market)));
      holdings.run(leg);
    }
    Bytes call =
        new ExecutorProgram(
                NEVER,
                route.sell().token().address(),
                route.sell().units(),
                route.quoted().token().address(),
                route.quoted().units(),
                legs)
            .toCalldata();
    Transaction usual =
        Transaction.call(devnet.chain().anvil().nonce(wallet.address()), executor, "any()");
    devnet
        .chain()
        .anvil()
        .settle(
            wallet,
            new Transaction(
                usual.nonce(),
                executor,
                BigInteger.ZERO,
                call,
                BigInteger.valueOf(GAS),
                usual.maxFee(),
                usual.priorityFee()));
  }

  private static List<ExecutorHop> hops(Leg leg, Market market) {
    return ExecutorHop.joined(
        leg.hops().stream()
            .map(hop -> market.pool(hop.pool()).orElseThrow().hop(hop.tokenIn(), hop.tokenOut()))
            .toList());
  }
}
