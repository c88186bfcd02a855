package dev.fairlead.devnet.market;

import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.devnet.deploy.Prices;
import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.devnet.rpc.RpcRefusal;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.parts.Progress;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Swaps back and forth in all pools, so that prices move and come back.
 *
 * <p>What it trades follows from the seed and the number of steps alone: the same seed sends the
 * same transactions, byte for byte, to a fresh chain. Each step sends one to three public swaps of
 * 1,000 to 200,000 dollars and does not wait. Methods may be called from many threads; steps run
 * one at a time.
 */
public final class MarketMaker implements AutoCloseable {
  private static final Wallet WALLET = Wallet.MARKET_MAKER;
  private static final BigInteger MAX_160 = BigInteger.ONE.shiftLeft(160).subtract(BigInteger.ONE);
  private static final BigInteger FOREVER = BigInteger.ONE.shiftLeft(47);
  private static final double SMALLEST_DOLLARS = 1_000;
  private static final double LARGEST_DOLLARS = 200_000;
  private static final double BALANCE_DOLLARS = 400_000;
  private static final int MOST_TRADES = 3;

  private final Anvil anvil;
  private final Deployment deployment;
  private final Progress progress;
  private final Markets markets;
  private final List<Market> all;
  private final SplittableRandom random;
  private final Map<Market, Double> leaning = new HashMap<>();
  private final ScheduledExecutorService schedule =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("devnet-market-maker").daemon().factory());
  private @Nullable Future<?> trading;
  private long nonce;

  /**
   * A market maker that has not traded yet.
   *
   * @param progress hears of each trade while it trades by itself
   */
  public MarketMaker(Anvil anvil, Deployment deployment, long seed, Progress progress) {
    this.anvil = anvil;
    this.deployment = deployment;
    this.progress = progress;
    this.markets = new Markets(deployment);
    this.all = markets.all();
    this.random = new SplittableRandom(seed);
  }

  /** Trades by itself, a step every so often, until {@link #stop}. */
  public synchronized void start(Duration every) {
    stop();
    trading =
        schedule.scheduleAtFixedRate(
            this::stepAndTell, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Stops trading by itself; a step that runs is finished. */
  public synchronized void stop() {
    if (trading != null) {
      trading.cancel(false);
      trading = null;
    }
  }

  /** Sends one step's swaps and gives them. */
  public synchronized List<Trade> step() {
    long next = anvil.nonce(WALLET.address());
    if (nonce == 0) {
      next = approve(next);
    }
    nonce = next;
    List<Trade> trades = new ArrayList<>();
    int count = 1 + random.nextInt(MOST_TRADES);
    for (int i = 0; i < count; i++) {
      trades.add(trade());
    }
    return trades;
  }

  private void stepAndTell() {
    try {
      step().forEach(trade -> progress.says(trade.toString()));
    } catch (DevnetException | RpcRefusal e) {
      progress.says("the market maker could not trade: " + e.getMessage());
    }
  }

  /** The further a market has been pushed one way, the likelier the next push is the other. */
  private Trade trade() {
    Market market = all.get(random.nextInt(all.size()));
    double dollars =
        SMALLEST_DOLLARS * StrictMath.pow(LARGEST_DOLLARS / SMALLEST_DOLLARS, random.nextDouble());
    double leans = leaning.getOrDefault(market, 0.0);
    boolean forth = random.nextDouble() < 0.5 - leans / BALANCE_DOLLARS;
    leaning.put(market, leans + (forth ? dollars : -dollars));
    Token sold = forth ? market.one() : market.other();
    Token bought = forth ? market.other() : market.one();
    BigInteger amount = Prices.worth(sold, (long) dollars);
    Transaction swap = market.swap().transaction(nonce, sold, bought, amount);
    var hash = anvil.send(WALLET, swap);
    nonce++;
    return new Trade(market.venue(), new TokenAmount(sold, Uint256.of(amount)), bought, hash);
  }

  /** Permit2 hands the tokens on to the router of Uniswap V4. */
  private long approve(long first) {
    long next = first;
    for (Token token : deployment.tokens().all()) {
      for (Address spender : markets.spenders()) {
        anvil.send(
            WALLET,
            Transaction.call(
                next++,
                token.address(),
                "approve(address,uint256)",
                spender,
                Bytes32.parse("0x" + "ff".repeat(32))));
      }
      anvil.send(
          WALLET,
          Transaction.call(
              next++,
              deployment.permit2(),
              "approve(address,address,uint160,uint48)",
              token.address(),
              deployment.uniswapV4().universalRouter(),
              MAX_160,
              FOREVER));
    }
    return next;
  }

  @Override
  public void close() {
    stop();
    schedule.shutdownNow();
  }
}
