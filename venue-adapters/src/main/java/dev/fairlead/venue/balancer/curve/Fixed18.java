package dev.fairlead.venue.balancer.curve;

import dev.fairlead.model.Uint256;

/**
 * Fixed point numbers with 18 decimals, rounding as asked. Products must fit 256 bits, as on chain;
 * beyond that they throw.
 */
public final class Fixed18 {
  public static final Uint256 ONE = Uint256.of(1_000_000_000_000_000_000L);

  private Fixed18() {}

  public static Uint256 mulDown(Uint256 a, Uint256 b) {
    return a.times(b).dividedBy(ONE);
  }

  public static Uint256 mulUp(Uint256 a, Uint256 b) {
    return a.times(b).dividedByUp(ONE);
  }

  public static Uint256 divDown(Uint256 a, Uint256 b) {
    return a.times(ONE).dividedBy(b);
  }

  public static Uint256 divUp(Uint256 a, Uint256 b) {
    return a.times(ONE).dividedByUp(b);
  }

  /** 1 - x, or zero above one. */
  public static Uint256 complement(Uint256 x) {
    return x.isLessThan(ONE) ? ONE.minus(x) : Uint256.ZERO;
  }
}
