package dev.fairlead.bench.venues;

import dev.fairlead.bench.turns.Foreign;
import dev.fairlead.parts.NpmTree;
import dev.fairlead.parts.PartsCache;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The peers that npm carries, each quoting one pool in a Node.js of its own. */
final class VenuePeers {
  private static final String SDK_SCRIPT = "sdk.cjs";
  private static final String TINES_SCRIPT = "tines.cjs";

  private final Path packages;

  private VenuePeers(Path packages) {
    this.packages = packages;
  }

  static VenuePeers in(PartsCache cache) {
    return new VenuePeers(
        NpmTree.beside(VenuePeers.class, "bench-venue-peers", SDK_SCRIPT, TINES_SCRIPT).in(cache));
  }

  /** Uniswap's own v3-sdk, so many quotes a pass; it says what one gives. */
  Foreign sdk(Path state, int quotes) throws IOException {
    return start(SDK_SCRIPT, state, quotes);
  }

  /** Sushi's tines, in doubles; it says what one gives, to the unit that a double has. */
  Foreign tines(Path state, int quotes) throws IOException {
    return start(TINES_SCRIPT, state, quotes);
  }

  private Foreign start(String script, Path state, int quotes) throws IOException {
    return Foreign.start(
        List.of(
            "node",
            packages.resolve(script).toString(),
            state.toString(),
            Integer.toString(quotes)));
  }
}
