package dev.fairlead.venue.executor;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds a program's legs against each other: together they take exactly the input, each takes what
 * others have brought, and nothing is left at a token in between.
 */
final class LegFlow {
  private final Address tokenIn;
  private final Address tokenOut;
  private final Set<Address> held = new HashSet<>();
  private Uint256 taken = Uint256.ZERO;

  private LegFlow(Address tokenIn, Address tokenOut) {
    this.tokenIn = tokenIn;
    this.tokenOut = tokenOut;
  }

  static void check(Address tokenIn, Uint256 amountIn, Address tokenOut, List<ExecutorLeg> legs) {
    LegFlow flow = new LegFlow(tokenIn, tokenOut);
    for (ExecutorLeg leg : legs) {
      flow.take(leg);
      checkWrapping(leg);
      flow.bring(leg);
    }
    if (!flow.taken.equals(amountIn)) {
      throw new IllegalArgumentException(
          "the legs take " + flow.taken + " of an input of " + amountIn);
    }
    if (!flow.held.isEmpty()) {
      throw new IllegalArgumentException("no leg takes all that is held of " + flow.held);
    }
  }

  private void take(ExecutorLeg leg) {
    if (leg.tokenIn().equals(tokenIn)) {
      Ranges.checkAmount("what a leg takes of the token sold", leg.amountIn());
      taken = taken.plus(leg.amountIn());
    } else if (leg.takesAll() ? !held.remove(leg.tokenIn()) : !held.contains(leg.tokenIn())) {
      throw new IllegalArgumentException(
          "a leg begins at " + leg.tokenIn() + ", of which nothing is held");
    }
  }

  private void bring(ExecutorLeg leg) {
    Address token = leg.tokenOut();
    if (token.equals(tokenOut)) {
      return;
    }
    if (token.equals(tokenIn) || token.equals(leg.tokenIn()) || token.isZero()) {
      throw new IllegalArgumentException(
          "a leg from " + leg.tokenIn() + " does not end at " + token);
    }
    held.add(token);
  }

  /** The coin only goes in by a first hop that wraps it, and comes out by a last that unwraps. */
  private static void checkWrapping(ExecutorLeg leg) {
    List<ExecutorHop> hops = leg.hops();
    for (int i = 0; i < hops.size(); i++) {
      ExecutorHop hop = hops.get(i);
      boolean wraps = hop instanceof ExecutorHop.Wrapping wrapping && !wrapping.unwraps();
      if (wraps != (i == 0 && leg.tokenIn().isZero())) {
        throw new IllegalArgumentException(
            wraps
                ? "hop " + i + " wraps, but the coin is not what it takes"
                : "a leg that takes the coin begins by wrapping it");
      }
      boolean unwraps = hop instanceof ExecutorHop.Wrapping wrapping && wrapping.unwraps();
      if (hop.tokenOut().isZero() != unwraps || (unwraps && i != hops.size() - 1)) {
        throw new IllegalArgumentException(
            "the coin comes out of a last hop that unwraps it, not of hop " + i);
      }
    }
  }
}
