package dev.fairlead.bench.route;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A router that ours is held against.
 *
 * @param pools the size of market up to which it answers in any useful time
 */
record Peer(String name, int pools, Opening opening) {
  static final String TOO_SLOW = "not measured: too slow at this size";

  /** Starts it on a market, which also stands in a file. */
  interface Opening {
    Contestant on(PairMarket market, Path file) throws IOException;
  }

  boolean reaches(MarketSize size) {
    return size.pools() <= pools;
  }
}
