package dev.fairlead.venue.executor;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import java.util.List;

/**
 * One path of a trade: how much of what is held of a token goes through which venues, one after the
 * other.
 *
 * @param amountIn zero for all that the legs before have brought of a token in between and left;
 *     never zero of the token sold
 */
public record ExecutorLeg(Address tokenIn, Uint256 amountIn, List<ExecutorHop> hops) {
  public ExecutorLeg {
    hops = List.copyOf(hops);
    if (!amountIn.isZero()) {
      Ranges.checkAmount("a leg's amount", amountIn);
    }
    Ranges.check("the number of hops", hops.size(), 1, 255);
  }

  Address tokenOut() {
    return hops.getLast().tokenOut();
  }

  /** Whether it takes all that is held at a token in between, however much that will be. */
  public boolean takesAll() {
    return amountIn.isZero();
  }
}
