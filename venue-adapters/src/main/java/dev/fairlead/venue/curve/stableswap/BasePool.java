package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Uint256;
import java.util.Optional;

/**
 * The pool whose shares a metapool trades, at one state: what one coin put in gives in shares, and
 * what shares give in one coin. Overflow throws, as it reverts on chain; empty where the contract's
 * iteration does not settle.
 *
 * <p>Both ways pay a part of the exchange's fee for how far each balance ends from where it would
 * be in proportion.
 *
 * @param supply of its shares
 */
record BasePool(CurveStableSwapPool pool, Uint256 supply) {
  private static final Uint256 ONE_18 = CurveStableSwapPool.ONE_18;

  /** What moved, and what is left. */
  record Moved(Uint256 amount, BasePool after) {}

  private record Change(Uint256 before, Uint256 after) {}

  int coins() {
    return pool.tokens().size();
  }

  /** What one share is worth, in 18 decimals. */
  Optional<Uint256> virtualPrice() {
    return pool.invariant().map(d -> d.times(ONE_18).dividedBy(supply));
  }

  /** The shares that {@code amount} of one coin gives. */
  Optional<Moved> deposit(int coin, Uint256 amount) {
    Uint256[] with = pool.balances();
    with[coin] = with[coin].plus(amount);
    return change(with).flatMap(change -> deposit(with, change));
  }

  private Optional<Change> change(Uint256[] balances) {
    return pool.invariant()
        .flatMap(d -> pool.of(balances).invariant().map(later -> new Change(d, later)));
  }

  private Optional<Moved> deposit(Uint256[] with, Change change) {
    Uint256 middle = change.before().plus(change.after()).dividedBy(Uint256.of(with.length));
    Uint256[] charged = with.clone();
    Uint256[] kept = with.clone();
    for (int i = 0; i < with.length; i++) {
      Uint256 before = pool.balance(i);
      Uint256 ideal = change.after().times(before).dividedBy(change.before());
      Uint256 sum = scaled(i, before.plus(with[i]));
      Uint256 fee = share(imbalanceFee(sum, middle), ideal.absoluteDifference(with[i]));
      charged[i] = charged[i].minus(fee);
      kept[i] = kept[i].minus(share(pool.terms().adminFee(), fee));
    }
    return pool.of(charged)
        .invariant()
        .map(d -> {
          Uint256 minted = supply.times(d.minus(change.before())).dividedBy(change.before());
          return new Moved(minted, new BasePool(pool.of(kept), supply.plus(minted)));
        });
  }

  /** What of one coin {@code shares} give. */
  Optional<Moved> withdraw(int coin, Uint256 shares) {
    return pool.invariant()
        .flatMap(d -> {
          Change change = new Change(d, d.minus(shares.times(d).dividedBy(supply)));
          return balanceOf(coin, pool.scaled(), change)
              .flatMap(left -> withdraw(coin, shares, left, change));
        });
  }

  private Optional<Moved> withdraw(int coin, Uint256 shares, Uint256 left, Change change) {
    Uint256[] scaled = pool.scaled();
    Uint256[] reduced = scaled.clone();
    Uint256 middle = change.before().plus(change.after()).dividedBy(Uint256.of(2L * scaled.length));
    for (int i = 0; i < scaled.length; i++) {
      Uint256 ideal = scaled[i].times(change.after()).dividedBy(change.before());
      boolean own = i == coin;
      Uint256 off = own ? ideal.minus(left) : scaled[i].minus(ideal);
      Uint256 typical = own ? scaled[i].plus(left).shiftRight(1) : scaled[i];
      reduced[i] = scaled[i].minus(share(imbalanceFee(typical, middle), off));
    }
    return balanceOf(coin, reduced, change)
        .map(rest -> {
          Uint256 unfeed = unscaled(coin, scaled[coin].minus(left));
          Uint256 amount = unscaled(coin, reduced[coin].minus(rest).minus(Uint256.ONE));
          Uint256 admin = share(pool.terms().adminFee(), unfeed.minus(amount));
          Uint256[] kept = pool.balances();
          kept[coin] = kept[coin].minus(amount).minus(admin);
          return new Moved(amount, new BasePool(pool.of(kept), supply.minus(shares)));
        });
  }

  private Optional<Uint256> balanceOf(int coin, Uint256[] scaled, Change change) {
    return StableSwapMath.balance(coin, scaled, pool.terms().amplification(), change.after());
  }

  /** The part of the fee that imbalance pays: n / 4(n - 1), so that a whole trade pays it once. */
  private Uint256 imbalanceFee(Uint256 x, Uint256 y) {
    int n = coins();
    Uint256 base = pool.terms().fee().times(Uint256.of(n)).dividedBy(Uint256.of(4L * (n - 1)));
    return pool.terms().offPegFee().of(base, x, y);
  }

  private static Uint256 share(Uint256 fee, Uint256 amount) {
    return fee.times(amount).dividedBy(OffPegFee.ONE);
  }

  private Uint256 scaled(int coin, Uint256 amount) {
    return pool.terms().rates().get(coin).times(amount).dividedBy(ONE_18);
  }

  private Uint256 unscaled(int coin, Uint256 amount) {
    return amount.times(ONE_18).dividedBy(pool.terms().rates().get(coin));
  }

  /** What a unit of one coin is worth in shares at the margin, without fees; to order searches. */
  double sharesPerUnit(int coin) {
    return pool.worth(coin) / virtualPriceNear();
  }

  private double virtualPriceNear() {
    return pool.invariant().map(Uint256::toDouble).orElse(0.0) / supply.toDouble();
  }
}
