package dev.fairlead.route;

import dev.fairlead.model.Token;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One market snapshot as the search sees it: the topology, the spot price of each edge, and each
 * edge's curve, which is sampled when it is first needed.
 *
 * <p>Safe for any number of threads: curves are immutable, and two threads that sample the same one
 * get the same.
 */
final class MarketGraph {
  private static final double UNKNOWN = -1;

  private static final int LOCKS = 64;

  private final Market market;
  private final Object[] locks = new Object[LOCKS];
  private final Topology topology;
  private final double[] spot;

  /** Of each edge the price of its reverse, so that a search backwards reads in order. */
  private final double[] spotBack;

  private final Parities parities;

  private final @Nullable EdgeCurve[] curves;
  private final double[] fall;
  private final double[] fallBack;
  private final NativePrices nativePrices;

  MarketGraph(Market market, Topology topology, double[] spot) {
    this(
        market,
        topology,
        spot,
        backwards(topology, spot),
        new EdgeCurve[spot.length],
        new double[spot.length],
        unknown(spot.length),
        null);
  }

  private static double[] unknown(int count) {
    double[] all = new double[count];
    Arrays.fill(all, UNKNOWN);
    return all;
  }

  private static double[] backwards(Topology topology, double[] spot) {
    double[] back = new double[spot.length];
    for (int e = 0; e < back.length; e++) {
      back[e] = spot[topology.reverse(e)];
    }
    return back;
  }

  private MarketGraph(
      Market market,
      Topology topology,
      double[] spot,
      double[] spotBack,
      @Nullable EdgeCurve[] curves,
      double[] fall,
      double[] fallBack,
      @Nullable MarketGraph alike) {
    this.market = market;
    Arrays.setAll(locks, _ -> new Object());
    this.topology = topology;
    this.spot = spot;
    this.spotBack = spotBack;
    this.curves = curves;
    this.fall = fall;
    this.fallBack = fallBack;
    this.nativePrices = alike == null ? new NativePrices(this) : alike.nativePrices;
    this.parities = alike == null ? new Parities(topology, spot) : alike.parities;
  }

  /**
   * The next snapshot of the same pools, with these spot prices anew and these curves forgotten.
   */
  MarketGraph next(Market next, int[] changedPools) {
    return next(next, changedPools, null);
  }

  /** The same for a market that is only thought of: tokens are worth there what they are here. */
  MarketGraph beside(Market next, int[] changedPools) {
    return next(next, changedPools, this);
  }

  private MarketGraph next(Market next, int[] changedPools, @Nullable MarketGraph alike) {
    double[] nextSpot = spot.clone();
    double[] nextBack = spotBack.clone();
    @Nullable EdgeCurve[] nextCurves = curves.clone();
    double[] nextFall = fall.clone();
    double[] nextFallBack = fallBack.clone();
    for (int p : changedPools) {
      Pool pool = next.pool(p);
      for (int e : topology.edgesOfPool(p)) {
        nextSpot[e] =
            spotPrice(pool, topology.token(topology.from(e)), topology.token(topology.to(e)));
        nextBack[topology.reverse(e)] = nextSpot[e];
        nextCurves[e] = null;
        nextFall[e] = 0;
        nextFallBack[topology.reverse(e)] = UNKNOWN;
      }
    }
    return new MarketGraph(
        next, topology, nextSpot, nextBack, nextCurves, nextFall, nextFallBack, alike);
  }

  static double spotPrice(Pool pool, Token in, Token out) {
    double price = pool.spotPrice(in, out);
    return price > 0 && price < Double.POSITIVE_INFINITY ? price : 0;
  }

  Market market() {
    return market;
  }

  Topology topology() {
    return topology;
  }

  NativePrices nativePrices() {
    return nativePrices;
  }

  double spot(int edge) {
    return spot[edge];
  }

  /** The spot price of the same pool the other way round. */
  double spotBack(int edge) {
    return spotBack[edge];
  }

  Parities parities() {
    return parities;
  }

  /**
   * {@link EdgeCurve#atMost}, of arrays that lie side by side, so that most curves need no look; by
   * the spot price alone while the curve is not known.
   */
  double atMost(int edge, double x) {
    return x * spot[edge] / (1 + fall[edge] * x);
  }

  /** How fast an edge's price falls at least; zero while its curve is not known. */
  double fall(int edge) {
    return fall[edge];
  }

  /** How fast the price of an edge's reverse falls at least; below zero while it is not known. */
  double fallBack(int edge) {
    return fallBack[edge];
  }

  EdgeCurve curve(int edge) {
    EdgeCurve curve = curves[edge];
    return curve == null ? sampled(edge) : curve;
  }

  /** After a block many requests want the same curves at once: one samples, others wait. */
  private EdgeCurve sampled(int edge) {
    synchronized (locks[edge % LOCKS]) {
      EdgeCurve curve = curves[edge];
      if (curve == null) {
        curve = CurveSampler.sample(pool(edge), tokenIn(edge), tokenOut(edge));
        fall[edge] = curve.fall();
        fallBack[topology.reverse(edge)] = curve.fall();
        curves[edge] = curve;
      }
      return curve;
    }
  }

  /** The curve of an edge on which the pool may be traded several times. */
  EdgeCurve repeatedCurve(int edge) {
    EdgeCurve curve = curve(edge);
    EdgeCurve repeated = curve.repeated();
    if (repeated == null) {
      repeated = CurveSampler.sampleAgain(curve, pool(edge), tokenIn(edge), tokenOut(edge));
      curve.remember(repeated);
    }
    return repeated;
  }

  Pool pool(int edge) {
    return market.pool(topology.pool(edge));
  }

  Token tokenIn(int edge) {
    return topology.token(topology.from(edge));
  }

  Token tokenOut(int edge) {
    return topology.token(topology.to(edge));
  }
}
