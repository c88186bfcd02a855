package dev.fairlead.bench.venues;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.bench.turns.Foreign;
import dev.fairlead.bench.turns.Turns;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.reference.PlainWalk;
import dev.fairlead.venue.uniswap.concentrated.SwapFee;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.TickMath;
import dev.fairlead.venue.uniswap.v3.UniswapV3Pool;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;

/**
 * One exact input of Uniswap V3: ours, the contract's steps in BigInteger, Uniswap's v3-sdk and
 * sushi's tines, on the same pool. The first three are held to give the same before they are timed;
 * what tines lacks is a row.
 */
final class ConcentratedQuotes {
  private static final int TICKS_OF_A_SIDE = 55;
  private static final int COUNT = 1_000;
  private static final int PLAIN_COUNT = 50;
  private static final int SDK_COUNT = 5;
  private static final int TINES_COUNT = 1_000;
  private static final int WARM_UP = 200;
  private static final int ROUNDS = 200;

  private final Depth depth;
  private final Token token0 = SamplePools.token(1);
  private final Token token1 = SamplePools.token(2);
  private final UniswapV3Pool pool =
      SamplePools.concentrated(
          SamplePools.facts("uniswap-v3", 10, List.of(token0, token1)),
          TICKS_OF_A_SIDE,
          SamplePools.DEPTH);
  private final NavigableMap<Integer, BigInteger> net = PlainWalk.net(pool.state().table());
  private final Uint256 amount;

  ConcentratedQuotes(Depth depth) {
    this.depth = depth;
    this.amount = depth.ticks() == 0 ? SamplePools.ONE_18 : amountOver(depth.ticks());
  }

  List<Row> rows(BenchmarkRun run, VenuePeers peers) throws IOException {
    Path file = Files.createTempFile("fairlead-bench-pool", ".json");
    try {
      Files.write(file, PeerState.of(pool, amount).json());
      try (Foreign sdk = peers.sdk(file, SDK_COUNT);
          Foreign tines = peers.tines(file, TINES_COUNT)) {
        BigInteger exact = agreed();
        if (!sdk.said().equals(exact.toString())) {
          throw new IllegalStateException("quoted " + exact + ", but v3-sdk " + sdk.said());
        }
        BigInteger error = new BigInteger(tines.said()).subtract(exact).abs();
        return rows(run, sdk, tines, error);
      }
    } finally {
      Files.delete(file);
    }
  }

  private List<Row> rows(BenchmarkRun run, Foreign sdk, Foreign tines, BigInteger error)
      throws IOException {
    Quotes ours = new Quotes(COUNT, amount, this::quote);
    Quotes plain = new Quotes(PLAIN_COUNT, amount, this::plain);
    List<Double> medians =
        Turns.medians(List.of(ours, plain, sdk, tines), WARM_UP, run.samples(ROUNDS));
    double nanos = ours.each(medians.get(0));
    String name = "quote, Uniswap V3 " + depth.words();
    return List.of(
        Row.held(name, nanos, "ns", Target.below(depth.mostNanos())),
        new Row(
            name + ", BigInteger",
            nanos,
            "ns",
            plain.each(medians.get(1)),
            Target.ratioBelow(1 / 3.0)),
        new Row(
            name + ", v3-sdk",
            nanos,
            "ns",
            medians.get(2) * 1e6 / SDK_COUNT,
            Target.ratioBelow(1 / 30.0)),
        new Row(name + ", tines", nanos, "ns", medians.get(3) * 1e6 / TINES_COUNT, null),
        Row.shown(name + ", what tines is off by (ours: 0)", error.doubleValue(), "units"));
  }

  /** What ours and the plain walk give, which is the same. */
  BigInteger agreed() {
    if (!(quote(amount) instanceof Quote.Filled filled)) {
      throw new IllegalStateException("refused: " + quote(amount));
    }
    BigInteger out = filled.amountOut().toBigInteger();
    if (!plain(amount).other().equals(out)) {
      throw new IllegalStateException("quoted " + out + ", but in BigInteger " + plain(amount));
    }
    return out;
  }

  private Quote quote(Uint256 amountIn) {
    return pool.quoteExactIn(token0, token1, amountIn);
  }

  private PlainWalk.End plain(Uint256 amountIn) {
    SwapFee fee = pool.terms().fee();
    return PlainWalk.walk(net, pool.state(), SamplePools.SPACING, fee, true, true, amountIn)
        .orElseThrow();
  }

  /** An amount whose swap ends past so many initialised ticks. */
  private Uint256 amountOver(int ticks) {
    int spacing = SamplePools.SPACING;
    Uint256 target = TickMath.sqrtPriceAt(-ticks * spacing - spacing / 2);
    Uint256 grown = SamplePools.ONE_18;
    while (quote(grown) instanceof Quote.Filled filled
        && after(filled).sqrtPrice().isGreaterThan(target)) {
      grown = grown.mulDivUp(Uint256.of(101), Uint256.of(100));
    }
    return grown;
  }

  private static SwapState after(Quote.Filled filled) {
    if (!(filled.after() instanceof UniswapV3Pool after)) {
      throw new IllegalStateException("another pool: " + filled.after());
    }
    return after.state();
  }
}
