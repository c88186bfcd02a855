package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Uint256;
import java.util.Optional;

/**
 * What a contract that computes with two extra digits says of its amplification, and where that is
 * on its way to. The oldest of them tell whole numbers only, and theirs moves as whole.
 */
record AmplificationAnswers(
    Optional<Uint256> precise, Optional<Uint256> whole, Optional<Uint256> future) {

  Optional<Uint256> withExtraDigits() {
    return precise.or(() -> whole.map(Amplification.EXTRA_DIGITS::times));
  }

  /** Whether it is on its way to another; so too where that can't be told. */
  boolean isRamping() {
    return !precise.or(() -> whole).equals(future);
  }
}
