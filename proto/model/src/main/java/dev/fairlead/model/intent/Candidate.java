package dev.fairlead.model.intent;

import dev.fairlead.model.Gas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import java.util.List;

/**
 * A route that was priced: its pools in order, what it would have given alone, and its fate.
 *
 * @param gas what its hops were estimated to use, what is counted for their bytes included; zero in
 *     events of versions that did not say
 * @param dataCost what its hops were estimated to add to what a rollup takes beside the gas
 */
public record Candidate(
    List<PoolId> pools, Uint256 amountOut, boolean chosen, String verdict, Gas gas, Wei dataCost) {
  public Candidate {
    pools = List.copyOf(pools);
  }
}
