package dev.fairlead.model.intent;

import dev.fairlead.model.Uint256;
import java.util.List;

/** A route that was priced: its pools in order, what it would have given alone, and its fate. */
public record Candidate(List<PoolId> pools, Uint256 amountOut, boolean chosen, String verdict) {
  public Candidate {
    pools = List.copyOf(pools);
  }
}
