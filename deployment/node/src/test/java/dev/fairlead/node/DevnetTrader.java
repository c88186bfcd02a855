package dev.fairlead.node;

import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.DevnetConfig;
import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Holdings;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.route.Route;
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

/**
 * An account on a devnet of its own, with millions of each token, that has routes executed by its
 * executor on the real contracts.
 */
final class DevnetTrader implements AutoCloseable {
  private static final BigInteger MAX = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  private static final Instant NEVER = Instant.ofEpochSecond(1L << 39);
  private static final long GAS = 15_000_000;
  private static final long WHOLE_OF_EACH = 10_000_000;

  private final Wallet wallet = Wallet.named("trader");
  private final Devnet devnet =
      Devnet.start(DevnetConfig.defaults().withBlockTime(Duration.ofMillis(100)).withRelay());
  private final Anvil anvil = devnet.chain().anvil();
  private final List<Token> tokens = devnet.chain().deployment().tokens().all();
  private final ChainConfig config;
  private final Address executor;

  DevnetTrader(Path data) throws IOException {
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
      devnet.chain().fund(wallet.address(), token, units(token, WHOLE_OF_EACH).toBigInteger());
      anvil.settle(
          wallet,
          Transaction.call(
              anvil.nonce(wallet.address()),
              token.address(),
              "approve(address,uint256)",
              executor,
              MAX));
    }
  }

  private Address deployExecutor() {
    ExecutorDeployment on =
        new ExecutorDeployment(
            wallet.address(),
            devnet.chain().deployment().tokens().weth().address(),
            devnet.chain().deployment().uniswapV4().poolManager(),
            devnet.chain().deployment().balancerV2().vault());
    return anvil.create(wallet, ExecutorArtifact.load().creationCode(on).toArray());
  }

  Token token(String symbol) {
    return tokens.stream().filter(each -> each.symbol().equals(symbol)).findFirst().orElseThrow();
  }

  TokenAmount amount(String symbol, long whole) {
    return token(symbol).amount(units(token(symbol), whole));
  }

  private static Uint256 units(Token token, long whole) {
    return Uint256.of(10).pow(token.decimals()).times(Uint256.of(whole));
  }

  /** All pools at the newest block. */
  Market market() {
    return new MarketSnapshot("devnet", config, line -> {}).newest().market();
  }

  /** What the account holds now of each token. */
  Map<Token, BigInteger> held() {
    Map<Token, BigInteger> held = new HashMap<>();
    for (Token token : tokens) {
      held.put(token, anvil.balance(token.address(), wallet.address()));
    }
    return held;
  }

  /** Changes what would be held by what a route says that it takes and gives. */
  static void settle(Map<Token, BigInteger> held, Route route) {
    held.merge(route.sell().token(), route.sell().units().toBigInteger(), BigInteger::subtract);
    held.merge(route.quoted().token(), route.quoted().units().toBigInteger(), BigInteger::add);
  }

  /** Has a route of this market executed, for what it quoted or more, and waits for its block. */
  void execute(Route route, Market market) {
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
    Transaction usual = Transaction.call(anvil.nonce(wallet.address()), executor, "any()");
    anvil.settle(
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

  @Override
  public void close() {
    devnet.close();
  }
}
