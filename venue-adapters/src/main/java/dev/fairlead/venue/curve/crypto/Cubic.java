package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Uint256;
import java.util.Optional;

/**
 * The cubic a·z³ + b·z² + c·z + d that the invariant is in one balance's K₀, by Cardano's formula
 * in integers.
 */
record Cubic(Signed a, Signed b, Signed c, Signed d) {
  private static final Uint256 THREE = Uint256.of(3);
  private static final Uint256 FOUR = Uint256.of(4);
  private static final Uint256 TWENTY_SEVEN = Uint256.of(27);

  Cubic dividedBy(Uint256 divisor) {
    return new Cubic(a.over(divisor), b.over(divisor), c.over(divisor), d.over(divisor));
  }

  Cubic times(Uint256 factor) {
    return new Cubic(a.times(factor), b.times(factor), c.times(factor), d.times(factor));
  }

  /** 3·a·c. */
  Signed tripleAc() {
    return a.times(THREE).times(c);
  }

  /** 3·a·c / b - b. */
  Signed delta0() {
    return tripleAc().over(b).minus(b);
  }

  /** 27·a² / b · d / b. */
  Signed lastTerm() {
    return a.times(a).times(TWENTY_SEVEN).over(b).times(d).over(b);
  }

  /** Cardano's cube root of b²·Δ; empty where the root is not the only real one. */
  Optional<Signed> cardano(Signed delta0, Signed delta1) {
    Signed under =
        delta1.times(delta1).plus(delta0.times(delta0).times(FOUR).over(b).times(delta0));
    if (!under.isPositive()) {
      return Optional.empty();
    }
    Uint256 root = under.magnitude().sqrtDown();
    Signed first = cubeRoot(b);
    // The sum or the difference, whichever does not cancel.
    Uint256 half = delta1.magnitude().plus(root).shiftRight(1);
    Signed second = new Signed(CubeRoot.of(half), !delta1.isPositive());
    return Optional.of(
        first.times(first).over(CryptoCurve.ONE_18).times(second).over(CryptoCurve.ONE_18));
  }

  private static Signed cubeRoot(Signed value) {
    return new Signed(CubeRoot.of(value.magnitude()), value.negative());
  }
}
