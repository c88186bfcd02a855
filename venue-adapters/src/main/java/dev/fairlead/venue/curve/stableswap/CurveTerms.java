package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Uint256;
import java.util.List;

/**
 * What a pool's owner may change, but trades do not.
 *
 * @param fee of the output, in 10⁻¹⁰
 * @param adminFee share of the fee that leaves the pool, in 10⁻¹⁰
 * @param rates for each coin: balance · rate / 10¹⁸ counts in 18 decimals
 */
record CurveTerms(Amplification amplification, Uint256 fee, Uint256 adminFee, List<Uint256> rates) {
  CurvePoolSettings.Generation generation() {
    return amplification.generation();
  }

  CurveTerms {
    rates = List.copyOf(rates);
  }
}
