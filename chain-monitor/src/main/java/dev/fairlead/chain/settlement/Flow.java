package dev.fairlead.chain.settlement;

import dev.fairlead.model.Uint256;

/** What came to a holder and what left it. Tokens log what they like: sums stop at the largest. */
record Flow(Uint256 received, Uint256 given) {
  static final Flow NONE = new Flow(Uint256.ZERO, Uint256.ZERO);

  Flow receiving(Uint256 amount) {
    return new Flow(sum(received, amount), given);
  }

  Flow giving(Uint256 amount) {
    return new Flow(received, sum(given, amount));
  }

  private static Uint256 sum(Uint256 one, Uint256 other) {
    return other.isGreaterThan(Uint256.MAX_VALUE.minus(one)) ? Uint256.MAX_VALUE : one.plus(other);
  }
}
