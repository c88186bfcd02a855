package dev.fairlead.venue.balancer.v2;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.balancer.curve.Fixed18;
import dev.fairlead.venue.balancer.curve.StableCurve;
import java.util.List;
import java.util.Optional;

/**
 * What a composable stable pool knows of its own token, and of what the protocol is owed.
 *
 * <p>A join or exit first mints the protocol's part of what swap fees and rates have earned since
 * the last one, then its part of what its own imbalance earned. Lists follow the tokens without the
 * pool's own.
 *
 * @param totalSupply with what was minted ahead and lies in the Vault
 * @param lastAmplification as the last join or exit found it, times 1000
 * @param lastInvariant as the last join or exit left it
 * @param rates by which balances are scaled, in 18 decimals
 * @param oldRates the rates at the last join or exit
 * @param exempt whether the protocol takes nothing of a token's growing rate
 * @param swapFeePart the protocol's, of swap fees, in 18 decimals
 * @param yieldPart the protocol's, of growing rates, in 18 decimals
 */
record PoolShares(
    Uint256 totalSupply,
    Uint256 lastAmplification,
    Uint256 lastInvariant,
    List<Uint256> rates,
    List<Uint256> oldRates,
    List<Boolean> exempt,
    Uint256 swapFeePart,
    Uint256 yieldPart) {
  PoolShares {
    rates = List.copyOf(rates);
    oldRates = List.copyOf(oldRates);
    exempt = List.copyOf(exempt);
  }

  /** How a join or exit finds the pool, once the protocol has got its part. */
  record Opening(Uint256 supply, Uint256 minted, Uint256 invariant) {}

  /** Empty where an iteration does not settle. */
  Optional<Opening> open(StableCurve curve, Uint256[] balances, Uint256 heldByVault) {
    Uint256 supply = totalSupply.minus(heldByVault);
    StableCurve last = new StableCurve(lastAmplification, curve.generation());
    Optional<Uint256> bySwaps = last.invariant(atOldRates(balances, true));
    Optional<Uint256> byTaxed = last.invariant(atOldRates(balances, false));
    Optional<Uint256> total = last.invariant(balances);
    Optional<Uint256> now =
        lastAmplification.equals(curve.amplification()) ? total : curve.invariant(balances);
    if (bySwaps.isEmpty() || byTaxed.isEmpty() || total.isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    Uint256 owned =
        part(lastInvariant, bySwaps.get(), total.get(), swapFeePart)
            .plus(part(bySwaps.get(), byTaxed.get(), total.get(), yieldPart));
    Uint256 minted = mintedFor(owned, supply);
    return Optional.of(new Opening(supply.plus(minted), minted, now.get()));
  }

  /**
   * These shares after a join or exit that left {@code balances} and {@code supply}; empty where
   * the iteration does not settle.
   */
  Optional<PoolShares> closed(
      StableCurve curve, Uint256[] balances, Opening opening, Uint256 supply) {
    return curve
        .invariant(balances)
        .map(invariant -> {
          Uint256 issued = Fixed18.divDown(supply, opening.supply());
          Uint256 free = Fixed18.mulDown(opening.invariant(), issued);
          Uint256 earned = invariant.isGreaterThan(free) ? invariant.minus(free) : Uint256.ZERO;
          Uint256 owned = Fixed18.divDown(Fixed18.mulDown(earned, swapFeePart), invariant);
          return new PoolShares(
              totalSupply.plus(opening.minted()).plus(mintedFor(owned, supply)),
              curve.amplification(),
              invariant,
              rates,
              rates,
              exempt,
              swapFeePart,
              yieldPart);
        });
  }

  private static Uint256 part(Uint256 from, Uint256 to, Uint256 total, Uint256 share) {
    return to.isGreaterThan(from)
        ? Fixed18.mulDown(Fixed18.divDown(to.minus(from), total), share)
        : Uint256.ZERO;
  }

  /** The pool tokens to mint so that they are {@code owned} of all. */
  private static Uint256 mintedFor(Uint256 owned, Uint256 supply) {
    return supply.times(owned).dividedBy(Fixed18.complement(owned));
  }

  /** Balances as if rates had not grown: of all tokens, or only of those that are exempt. */
  private Uint256[] atOldRates(Uint256[] balances, boolean ofAll) {
    Uint256[] adjusted = balances.clone();
    for (int i = 0; i < adjusted.length; i++) {
      if (ofAll || exempt.get(i)) {
        adjusted[i] = balances[i].times(oldRates.get(i)).dividedBy(rates.get(i));
      }
    }
    return adjusted;
  }
}
