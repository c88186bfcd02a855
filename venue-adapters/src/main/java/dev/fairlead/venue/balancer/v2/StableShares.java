package dev.fairlead.venue.balancer.v2;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.QuoteRefusal;
import dev.fairlead.venue.balancer.curve.Fixed18;
import dev.fairlead.venue.balancer.curve.PoolCurve.Answer;
import dev.fairlead.venue.balancer.curve.StableCurve;
import java.util.Optional;
import java.util.function.Function;

/**
 * Joins and exits of a stable pool with one token: its own token against one of the others, all in
 * 18 decimals.
 *
 * <p>What such a join brings beyond its proportional part is a trade, and pays the swap fee.
 */
record StableShares(StableCurve curve, Uint256 swapFee) {

  /** The pool tokens for an input. */
  Answer sharesOut(
      Uint256[] balances, int token, Uint256 amountIn, Uint256 supply, Uint256 invariant) {
    Uint256 sum = sum(balances);
    Uint256 ratio = Uint256.ZERO;
    Uint256 ownRatio = Fixed18.divDown(balances[token].plus(amountIn), balances[token]);
    for (int i = 0; i < balances.length; i++) {
      Uint256 weight = Fixed18.divDown(balances[i], sum);
      ratio = ratio.plus(Fixed18.mulDown(i == token ? ownRatio : Fixed18.ONE, weight));
    }
    Uint256 untaxed = amountIn;
    if (ownRatio.isGreaterThan(ratio)) {
      untaxed = Fixed18.mulDown(balances[token], ratio.minus(Fixed18.ONE));
    }
    Uint256 taxed = Fixed18.mulDown(amountIn.minus(untaxed), Fixed18.complement(swapFee));
    Uint256[] after = balances.clone();
    after[token] = after[token].plus(untaxed).plus(taxed);
    return grown(
        after,
        invariant,
        growth ->
            growth.isGreaterThan(Fixed18.ONE)
                ? Fixed18.mulDown(supply, growth.minus(Fixed18.ONE))
                : Uint256.ZERO);
  }

  /** The pool tokens that an output costs. */
  Answer sharesIn(
      Uint256[] balances, int token, Uint256 amountOut, Uint256 supply, Uint256 invariant) {
    if (amountOut.isAtLeast(balances[token])) {
      return new Answer.None(QuoteRefusal.EXCEEDS_DEPTH);
    }
    Uint256 sum = sum(balances);
    Uint256 ratio = Uint256.ZERO;
    Uint256 ownRatio = Fixed18.divUp(balances[token].minus(amountOut), balances[token]);
    for (int i = 0; i < balances.length; i++) {
      Uint256 weight = Fixed18.divUp(balances[i], sum);
      ratio = ratio.plus(Fixed18.mulUp(i == token ? ownRatio : Fixed18.ONE, weight));
    }
    Uint256 untaxed =
        ratio.isGreaterThan(ownRatio)
            ? Fixed18.mulDown(balances[token], Fixed18.complement(ratio))
            : amountOut;
    Uint256 taxed = Fixed18.divUp(amountOut.minus(untaxed), Fixed18.complement(swapFee));
    Uint256[] after = balances.clone();
    after[token] = after[token].minus(untaxed.plus(taxed));
    return grown(after, invariant, growth -> Fixed18.mulUp(supply, Fixed18.complement(growth)));
  }

  /** What so many new pool tokens cost. */
  Answer amountIn(
      Uint256[] balances, int token, Uint256 sharesOut, Uint256 supply, Uint256 invariant) {
    Uint256 target = Fixed18.mulUp(Fixed18.divUp(supply.plus(sharesOut), supply), invariant);
    Optional<Uint256> balance = curve.balance(balances, target, token);
    if (balance.isEmpty()) {
      return new Answer.None(QuoteRefusal.NO_CONVERGENCE);
    }
    Uint256 free = balance.get().minus(balances[token]);
    Uint256 taxable = taxable(balances, token, free);
    return new Answer.Amount(
        free.minus(taxable).plus(Fixed18.divUp(taxable, Fixed18.complement(swapFee))));
  }

  /** What so many pool tokens give. */
  Answer amountOut(
      Uint256[] balances, int token, Uint256 sharesIn, Uint256 supply, Uint256 invariant) {
    if (sharesIn.isAtLeast(supply)) {
      return new Answer.None(QuoteRefusal.EXCEEDS_DEPTH);
    }
    Uint256 target = Fixed18.mulUp(Fixed18.divUp(supply.minus(sharesIn), supply), invariant);
    Optional<Uint256> balance = curve.balance(balances, target, token);
    if (balance.isEmpty()) {
      return new Answer.None(QuoteRefusal.NO_CONVERGENCE);
    }
    Uint256 free = balances[token].minus(balance.get());
    Uint256 taxable = taxable(balances, token, free);
    return new Answer.Amount(
        free.minus(taxable).plus(Fixed18.mulDown(taxable, Fixed18.complement(swapFee))));
  }

  /** All but the token's own part of the pool. */
  private static Uint256 taxable(Uint256[] balances, int token, Uint256 amount) {
    Uint256 weight = Fixed18.divDown(balances[token], sum(balances));
    return Fixed18.mulUp(amount, Fixed18.complement(weight));
  }

  private Answer grown(Uint256[] after, Uint256 invariant, Function<Uint256, Uint256> shares) {
    return curve
        .invariant(after)
        .<Answer>map(next -> new Answer.Amount(shares.apply(Fixed18.divDown(next, invariant))))
        .orElseGet(() -> new Answer.None(QuoteRefusal.NO_CONVERGENCE));
  }

  private static Uint256 sum(Uint256[] balances) {
    Uint256 sum = Uint256.ZERO;
    for (Uint256 balance : balances) {
      sum = sum.plus(balance);
    }
    return sum;
  }
}
