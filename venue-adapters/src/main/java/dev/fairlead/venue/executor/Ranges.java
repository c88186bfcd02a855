package dev.fairlead.venue.executor;

import dev.fairlead.model.Uint256;

/** What fits the bytes that the program has for it. */
final class Ranges {
  /** Venues take amounts as signed 128-bit numbers. */
  private static final int AMOUNT_BITS = 127;

  private Ranges() {}

  static void check(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " is between " + least + " and " + most + " but found " + value);
    }
  }

  static void checkAmount(String what, Uint256 amount) {
    if (amount.isZero() || amount.bitLength() > AMOUNT_BITS) {
      throw new IllegalArgumentException(
          what + " is positive and less than 2^127 but found " + amount);
    }
  }
}
