package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Uint256;
import java.util.Optional;

/**
 * The CryptoSwap invariant K·Dⁿ⁻¹·Σx + Πx = K·Dⁿ + (D/n)ⁿ, where K = A·K₀·γ² / (γ + 1 - K₀)² and K₀
 * = nⁿ·Πx / Dⁿ, for one number of coins.
 *
 * <p>Balances are in 18 decimals of the first coin's worth. A is the contract's A·nⁿ times 10,000,
 * gamma has 18 decimals. Empty is outside of what the contract thinks safe, or not settled;
 * overflow throws, as it reverts on chain.
 */
interface CryptoCurve {
  Uint256 ONE_18 = Uint256.of(1_000_000_000_000_000_000L);

  /** The shape of the curve. */
  record Shape(Uint256 a, Uint256 gamma) {}

  /**
   * A balance on the curve.
   *
   * @param k0 what D can be guessed from later; zero where it is not known
   */
  record Point(Uint256 y, Uint256 k0) {}

  /** What balance {@code i} must be for D to hold with the others as they are. */
  Optional<Point> y(Shape shape, Uint256[] x, Uint256 d, int i);

  /** D for these balances; {@code k0} of a point nearby, or zero. */
  Optional<Uint256> invariant(Shape shape, Uint256[] x, Uint256 k0);

  /** The geometric mean. */
  Uint256 mean(Uint256[] x);

  /** K₀ with the mean balance in place of D/n: one where all are equal, less elsewhere. */
  Uint256 evenness(Uint256[] x);

  static CryptoCurve of(int coins) {
    return switch (coins) {
      case 2 -> TwoCoins.CURVE;
      case 3 -> ThreeCoins.CURVE;
      default -> throw new IllegalArgumentException("no crypto pool has " + coins + " coins");
    };
  }
}
