package dev.fairlead.bench.route;

import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A market over several blocks, each with so many changed pools, there and back again. */
final class Blocks {
  private static final int COUNT = 8;

  private final Market[] markets = new Market[COUNT];

  private Blocks(GeneratedMarket generated, UnaryOperator<Market> next) {
    markets[0] = generated.market();
    for (int i = 1; i < COUNT; i++) {
      markets[i] = next.apply(markets[i - 1]);
    }
  }

  /** Where arbitrage follows each trade in its block. */
  static Blocks fair(GeneratedMarket generated, long seed, int changes) {
    Random random = new Random(seed);
    return new Blocks(generated, market -> generated.tradedFairly(market, random, changes));
  }

  /** Where none does, so that there is ever more to take. */
  static Blocks unfair(GeneratedMarket generated, long seed, int changes) {
    Random random = new Random(seed);
    return new Blocks(generated, market -> generated.traded(market, random, changes));
  }

  /** The market of this block; the next one differs by the changes of one block. */
  Market at(int block) {
    int place = Math.floorMod(block, 2 * (COUNT - 1));
    return markets[Math.min(place, 2 * (COUNT - 1) - place)];
  }
}
