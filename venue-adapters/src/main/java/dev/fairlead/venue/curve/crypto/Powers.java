package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Uint256;

/** Powers of ten, worked out once. */
final class Powers {
  private static final int MOST = 48;
  private static final Uint256[] OF_TEN = new Uint256[MOST + 1];

  static {
    OF_TEN[0] = Uint256.ONE;
    for (int digits = 1; digits <= MOST; digits++) {
      OF_TEN[digits] = OF_TEN[digits - 1].times(Uint256.of(10));
    }
  }

  private Powers() {}

  static Uint256 ofTen(int digits) {
    return OF_TEN[digits];
  }
}
