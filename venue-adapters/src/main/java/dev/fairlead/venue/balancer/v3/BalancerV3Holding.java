package dev.fairlead.venue.balancer.v3;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.balancer.curve.Fixed18;

/**
 * What a pool holds of one token, and what that counts: its live balance.
 *
 * @param scaling the factor that makes 18 decimals of the token's
 * @param rate what a token is worth by its rate provider, in 18 decimals; one where it has none
 * @param rated whether it has a rate provider
 * @param paysYieldFees whether a part of the rate's growth goes to the protocol
 * @param raw the balance in base units
 * @param lastLive the live balance that the Vault wrote down last, from which growth is counted
 */
public record BalancerV3Holding(
    Uint256 scaling,
    Uint256 rate,
    boolean rated,
    boolean paysYieldFees,
    Uint256 raw,
    Uint256 lastLive) {

  /** The raw balance in 18 decimals and with its rate, rounded down. */
  Uint256 live() {
    return scaledDown(raw);
  }

  /** The same holding once the Vault has taken its part of the growth, and written it down. */
  BalancerV3Holding charged(BalancerV3Terms terms) {
    Uint256 live = live();
    if (!rated || !paysYieldFees || !terms.takesYield() || live.isAtMost(lastLive)) {
      return noted(raw);
    }
    Uint256 fee = Fixed18.mulUp(live.minus(lastLive), terms.aggregateYieldFee());
    return noted(raw.minus(unscaledDown(fee)));
  }

  /** With another balance, of which the Vault writes down the live one. */
  BalancerV3Holding noted(Uint256 nextRaw) {
    return new BalancerV3Holding(scaling, rate, rated, paysYieldFees, nextRaw, scaledDown(nextRaw));
  }

  /** Base units that come in, rounded down. */
  Uint256 scaledDown(Uint256 units) {
    return Fixed18.mulDown(units.times(scaling), rate);
  }

  /** Base units that go out, rounded up, by the rate's upper bound. */
  Uint256 scaledUp(Uint256 units) {
    return Fixed18.mulUp(units.times(scaling), rateUp());
  }

  /** Base units for an amount that a fee takes, rounded down. */
  Uint256 unscaledDown(Uint256 amount) {
    return Fixed18.divDown(amount, scaling.times(rate));
  }

  /** Base units that come in for an amount, rounded up. */
  Uint256 unscaledUp(Uint256 amount) {
    return Fixed18.divUp(amount, scaling.times(rate));
  }

  /** Base units that go out for an amount, rounded down, by the rate's upper bound. */
  Uint256 paidFor(Uint256 amount) {
    return Fixed18.divDown(amount, scaling.times(rateUp()));
  }

  /** Rates are rounded down by their providers; a whole number is taken to be exact. */
  private Uint256 rateUp() {
    return rate.remainder(Fixed18.ONE).isZero() ? rate : rate.plus(Uint256.ONE);
  }
}
