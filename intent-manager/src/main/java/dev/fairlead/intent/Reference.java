package dev.fairlead.intent;

import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;

/** What a price outside of a plan says about it. */
sealed interface Reference {
  /** The plan's input is worth this much. */
  record Known(TokenAmount worth) implements Reference {}

  record Missing(String why) implements Reference {}

  static Reference of(Token token, BigInteger units) {
    if (units.signum() == 0 || units.bitLength() > 256) {
      return new Missing("the amount is worth nothing or too much to be counted: " + units);
    }
    return new Known(token.amount(Uint256.of(units)));
  }
}
