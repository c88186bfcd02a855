package dev.fairlead.bench.route;

import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import java.util.Random;

/** A market over several blocks, each with so many changed pools, there and back again. */
final class Blocks {
  private static final int COUNT = 8;

  private final Market[] markets = new Market[COUNT];

  Blocks(GeneratedMarket generated, long seed, int changes) {
    Random random = new Random(seed);
    markets[0] = generated.market();
    for (int i = 1; i < COUNT; i++) {
      markets[i] = generated.traded(markets[i - 1], random, changes);
    }
  }

  /** The market of this block; the next one differs by the changes of one block. */
  Market at(int block) {
    int place = Math.floorMod(block, 2 * (COUNT - 1));
    return markets[Math.min(place, 2 * (COUNT - 1) - place)];
  }
}
