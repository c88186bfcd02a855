package dev.fairlead.model.intent;

import dev.fairlead.model.Gas;
import dev.fairlead.model.Uint256;
import java.util.List;

/**
 * A route that was priced: its pools in order, what it would have given alone, and its fate.
 *
 * @param gas what its hops were estimated to use; zero in events of versions that did not say
 */
public record Candidate(
    List<PoolId> pools, Uint256 amountOut, boolean chosen, String verdict, Gas gas) {
  public Candidate {
    pools = List.copyOf(pools);
  }
}
