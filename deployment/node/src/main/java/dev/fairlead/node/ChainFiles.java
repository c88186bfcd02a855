package dev.fairlead.node;

import dev.fairlead.model.ChainId;
import java.nio.file.Path;

/** Where a node keeps what it remembers of a chain. */
final class ChainFiles {
  private ChainFiles() {}

  /** The window of hashes of a chain. */
  static Path window(Path dataDir, ChainId chain) {
    return dataDir.resolve("chains").resolve(chain + ".window");
  }

  /** The market that the next start begins with. */
  static Path market(Path dataDir, ChainId chain) {
    return dataDir.resolve("chains").resolve(chain + ".market");
  }
}
