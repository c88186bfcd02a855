package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.List;

/**
 * What a pool's owner or others may change, but trades do not.
 *
 * @param fee of the output at the peg, in 10⁻¹⁰
 * @param adminFee share of the fee that leaves the pool, in 10⁻¹⁰
 * @param rates for each coin: balance · rate / 10¹⁸ counts in 18 decimals
 * @param offPegMultiplier what the fee may grow to off the peg, in 10⁻¹⁰ of itself
 * @param drifting whether the amplification or a rate moves by itself with time
 */
record CurveTerms(
    Amplification amplification,
    Uint256 fee,
    Uint256 adminFee,
    List<Uint256> rates,
    Uint256 offPegMultiplier,
    boolean drifting) {
  CurveTerms {
    rates = List.copyOf(rates);
  }

  /** Terms of a fee that does not depend on the balances, and that only logs change. */
  CurveTerms(Amplification amplification, Uint256 fee, Uint256 adminFee, List<Uint256> rates) {
    this(amplification, fee, adminFee, rates, OffPegFee.ONE, false);
  }

  CurvePoolSettings.Generation generation() {
    return amplification.generation();
  }

  OffPegFee offPegFee() {
    return new OffPegFee(fee, offPegMultiplier);
  }

  /** The same with another rate for the last coin. */
  CurveTerms withLastRate(Uint256 rate) {
    List<Uint256> changed = new ArrayList<>(rates);
    changed.set(changed.size() - 1, rate);
    return new CurveTerms(amplification, fee, adminFee, changed, offPegMultiplier, drifting);
  }
}
