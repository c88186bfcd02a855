package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Uint256;
import java.util.List;

/**
 * What a pool's owner may change, but trades do not.
 *
 * @param generation whose contract it is
 * @param a the contract's A·nⁿ, times 10,000
 * @param gamma in 18 decimals
 * @param ramping whether A and gamma are moving: then D is worked out anew before each trade
 * @param midFee where the pool is even, in 10⁻¹⁰
 * @param outFee where it is far from that, in 10⁻¹⁰
 * @param feeGamma how fast the fee goes from one to the other, in 18 decimals
 * @param allowedExtraProfit profit that the price scale's moves must leave, in 18 decimals
 * @param adjustmentStep the least relative move of the price scale, in 18 decimals
 * @param precisions for each coin: amount · precision has 18 decimals
 */
record CryptoTerms(
    Generation generation,
    Uint256 a,
    Uint256 gamma,
    boolean ramping,
    Uint256 midFee,
    Uint256 outFee,
    Uint256 feeGamma,
    Uint256 allowedExtraProfit,
    Uint256 adjustmentStep,
    List<Uint256> precisions) {
  /** The contracts' generations, by what their arithmetic looks like. */
  enum Generation {
    /** Balances by Newton's method; the state after a trade is not worked out here. */
    OLD,
    /** Twocrypto-NG and Tricrypto-NG: balances by the roots of a cubic. */
    NG
  }

  CryptoTerms {
    precisions = List.copyOf(precisions);
  }

  CryptoCurve.Shape shape() {
    return new CryptoCurve.Shape(a, gamma);
  }
}
