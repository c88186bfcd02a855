package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.QuoteRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a trade does to the profit and to the price scale of a pool of the NG generation.
 *
 * <p>A trade must not make a share worth less. Where enough profit was made, the price scale moves
 * towards the moving average, as long as half of the profit stays. The moving average itself is
 * that of the block that the state was read at: it moves with time, not with trades.
 */
final class Repegging {
  private static final Uint256 ONE_18 = CryptoCurve.ONE_18;
  private static final Uint256 TWO = Uint256.of(2);
  private static final Uint256 FIVE = Uint256.of(5);

  private final CryptoTerms terms;
  private final CryptoCurve curve;
  private final Uint256 n;

  Repegging(CryptoTerms terms, CryptoCurve curve) {
    this.terms = terms;
    this.curve = curve;
    this.n = Uint256.of(terms.precisions().size());
  }

  /** The state after, or why the contract reverts. */
  sealed interface Result {
    record Settled(CryptoState state) implements Result {}

    record Reverted(QuoteRefusal reason) implements Result {}
  }

  /**
   * After a trade.
   *
   * @param xp the balances after it, scaled
   * @param k0 of the point that the trade went to
   */
  Result after(CryptoState before, List<Uint256> balances, Uint256[] xp, Uint256 k0) {
    Optional<Uint256> d = curve.invariant(terms.shape(), xp, k0);
    if (d.isEmpty()) {
      return new Result.Reverted(QuoteRefusal.NO_CONVERGENCE);
    }
    Uint256 virtualPrice = virtualPrice(before, d.get(), before.priceScale());
    if (!terms.ramping() && virtualPrice.isAtMost(before.virtualPrice())) {
      return new Result.Reverted(QuoteRefusal.AMOUNT_TOO_SMALL);
    }
    Uint256 profit = before.xcpProfit().times(virtualPrice).dividedBy(before.virtualPrice());
    CryptoState settled = before.with(balances, d.get(), profit, virtualPrice);
    boolean rich =
        virtualPrice
            .times(TWO)
            .minus(ONE_18)
            .isGreaterThan(profit.plus(terms.allowedExtraProfit().times(TWO)));
    return rich ? moved(settled, xp) : new Result.Settled(settled);
  }

  private Result moved(CryptoState settled, Uint256[] xp) {
    Uint256 distance = distance(settled);
    Uint256 step = terms.adjustmentStep().max(distance.dividedBy(FIVE));
    if (distance.isAtMost(step)) {
      return new Result.Settled(settled);
    }
    List<Uint256> prices = new ArrayList<>();
    Uint256[] rescaled = xp.clone();
    for (int k = 0; k < settled.priceScale().size(); k++) {
      Uint256 old = settled.priceScale().get(k);
      Uint256 price =
          old.times(distance.minus(step))
              .plus(step.times(settled.priceOracle().get(k)))
              .dividedBy(distance);
      prices.add(price);
      rescaled[k + 1] = xp[k + 1].times(price).dividedBy(old);
    }
    Optional<Uint256> d = curve.invariant(terms.shape(), rescaled, Uint256.ZERO);
    if (d.isEmpty()) {
      return new Result.Reverted(QuoteRefusal.NO_CONVERGENCE);
    }
    Uint256 virtualPrice = virtualPrice(settled, d.get(), prices);
    boolean keepsHalf =
        virtualPrice.isGreaterThan(ONE_18)
            && virtualPrice.times(TWO).minus(ONE_18).isGreaterThan(settled.xcpProfit());
    return new Result.Settled(
        keepsHalf ? settled.scaledBy(prices, d.get(), virtualPrice) : settled);
  }

  /** How far the price scale is from the moving average, relatively. */
  private Uint256 distance(CryptoState state) {
    Uint256 squares = Uint256.ZERO;
    for (int k = 0; k < state.priceScale().size(); k++) {
      Uint256 ratio = state.priceOracle().get(k).times(ONE_18).dividedBy(state.priceScale().get(k));
      Uint256 off = ratio.absoluteDifference(ONE_18);
      if (state.priceScale().size() == 1) {
        return off;
      }
      squares = squares.plus(off.times(off));
    }
    return squares.sqrtDown();
  }

  /** The worth of a share were the pool even. */
  private Uint256 virtualPrice(CryptoState state, Uint256 d, List<Uint256> prices) {
    Uint256[] even = new Uint256[prices.size() + 1];
    even[0] = d.dividedBy(n);
    for (int k = 0; k < prices.size(); k++) {
      even[k + 1] = d.times(ONE_18).dividedBy(n.times(prices.get(k)));
    }
    return curve.mean(even).times(ONE_18).dividedBy(state.supply());
  }
}
