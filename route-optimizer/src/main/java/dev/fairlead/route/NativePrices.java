package dev.fairlead.route;

import dev.fairlead.model.Token;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the chain's native coin is worth in each token, by the market itself: a small real amount of
 * the wrapped coin, sent to every token by the best way.
 *
 * <p>Worked out once a snapshot, and only when gas costs anything. It weighs gas against output; it
 * prices no trade.
 */
final class NativePrices {
  /** About the gas of ten transactions; deep enough that dust pools don't set the price. */
  private static final double PROBE_WEI = 1e17;

  private static final int PROBE_HOPS = 3;

  private final MarketGraph graph;
  private final AtomicReference<@Nullable Prices> known = new AtomicReference<>();

  private static final class Prices {
    private final Token wrappedNative;
    private final double[] unitsPerWei;

    Prices(Token wrappedNative, double[] unitsPerWei) {
      this.wrappedNative = wrappedNative;
      this.unitsPerWei = unitsPerWei;
    }
  }

  NativePrices(MarketGraph graph) {
    this.graph = graph;
  }

  /** Makes the prices by this token ready to be asked for. */
  double[] by(Token wrappedNative) {
    Prices prices = known.get();
    if (prices == null || !prices.wrappedNative.equals(wrappedNative)) {
      prices = new Prices(wrappedNative, probe(wrappedNative));
      known.set(prices);
    }
    return prices.unitsPerWei;
  }

  private double[] probe(Token wrappedNative) {
    int source = graph.topology().indexOf(wrappedNative);
    double[] unitsPerWei = new double[graph.topology().tokenCount()];
    if (source < 0) {
      return unitsPerWei;
    }
    PathSearch search = PathSearch.everywhere(graph, source, PROBE_HOPS);
    search.run(PROBE_WEI, 0, 0);
    for (int t = 0; t < unitsPerWei.length; t++) {
      unitsPerWei[t] = search.mostOf(t) / PROBE_WEI;
    }
    unitsPerWei[source] = 1;
    return unitsPerWei;
  }
}
