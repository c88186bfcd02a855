package dev.fairlead.chain.proof;

import dev.fairlead.chain.Block;
import java.util.List;

/** Whether a block is what its header commits to. */
public sealed interface Verdict {
  /** Every byte of it is. */
  record Proven(Block block) implements Verdict {}

  /**
   * It may be: all that could be checked holds, but not all could be.
   *
   * @param unknown what is not known here, by name
   */
  record Incomplete(Block block, List<String> unknown) implements Verdict {
    public Incomplete {
      unknown = List.copyOf(unknown);
    }
  }

  /** It is not. */
  record Refuted(Check check, String what) implements Verdict {}
}
