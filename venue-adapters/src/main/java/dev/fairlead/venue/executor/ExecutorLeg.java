package dev.fairlead.venue.executor;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import java.util.List;

/** One path of a trade: how much of the input goes through which venues, one after the other. */
public record ExecutorLeg(Uint256 amountIn, List<ExecutorHop> hops) {
  public ExecutorLeg {
    hops = List.copyOf(hops);
    Ranges.checkAmount("a leg's amount", amountIn);
    Ranges.check("the number of hops", hops.size(), 1, 255);
  }

  Address tokenOut() {
    return hops.getLast().tokenOut();
  }
}
