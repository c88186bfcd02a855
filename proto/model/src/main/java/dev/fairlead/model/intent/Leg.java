package dev.fairlead.model.intent;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import java.util.List;

/**
 * One path through pools, from the token sold or one in between to the token bought or such one.
 */
public record Leg(List<Hop> hops) {
  public Leg {
    hops = List.copyOf(hops);
    if (hops.isEmpty()) {
      throw new IllegalArgumentException("a leg has at least one hop");
    }
    for (int i = 1; i < hops.size(); i++) {
      Hop before = hops.get(i - 1);
      Hop hop = hops.get(i);
      if (!before.tokenOut().equals(hop.tokenIn()) || !before.amountOut().equals(hop.amountIn())) {
        throw new IllegalArgumentException("hop " + i + " does not take what the hop before gives");
      }
    }
  }

  public Token tokenIn() {
    return hops.getFirst().tokenIn();
  }

  public Token tokenOut() {
    return hops.getLast().tokenOut();
  }

  public Uint256 amountIn() {
    return hops.getFirst().amountIn();
  }

  public Uint256 amountOut() {
    return hops.getLast().amountOut();
  }
}
