package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Uint256;
import java.util.Optional;

/** The curve of two coins, as Twocrypto computes it. */
final class TwoCoins implements CryptoCurve {
  static final TwoCoins CURVE = new TwoCoins();

  private static final Uint256 TWO = Uint256.of(2);
  private static final Uint256 THREE = Uint256.of(3);
  private static final Uint256 FOUR = Uint256.of(4);
  private static final Uint256 TEN = Uint256.of(10);
  private static final Uint256 ONE_36 = TEN.pow(36);
  private static final Uint256 LEADING = TEN.pow(32);
  private static final Uint256 TEN_14 = TEN.pow(14);
  private static final Uint256 TEN_4 = TEN.pow(4);
  private static final Uint256 FOUR_8 = FOUR.times(TEN.pow(8));
  private static final Uint256 LEAST_D = TEN.pow(17);
  private static final Uint256 MOST_D = TEN.pow(33);

  /** How many times its share a balance may be off, up to the gamma that still allows for it. */
  private static final Uint256 LIMIT = TEN.pow(20);

  private static final Uint256 GAMMA_OF_LIMIT = Uint256.of(20_000_000_000_000_000L);

  private TwoCoins() {}

  @Override
  public Optional<Point> y(Shape shape, Uint256[] x, Uint256 d, int i) {
    Uint256 other = x[1 - i];
    Uint256 limit = limit(shape);
    Uint256 k0 = ONE_18.times(TWO).times(other).dividedBy(d);
    if (d.isLessThan(LEAST_D)
        || d.isGreaterThan(MOST_D)
        || k0.isAtMost(ONE_36.dividedBy(limit))
        || k0.isAtLeast(limit)) {
      return Optional.empty();
    }
    Cubic whole = cubic(shape, other, d);
    Cubic cubic = whole.dividedBy(divisor(size(whole)));
    Signed delta0 = cubic.delta0();
    Optional<Signed> cardano = cubic.cardano(delta0, delta1(cubic, delta0));
    if (cardano.isEmpty()) {
      return newtonY(shape, x, d, i)
          .filter(y -> isSafe(y, d, limit))
          .map(y -> new Point(y, Uint256.ZERO));
    }
    Signed c1 = cardano.get();
    Signed b18 = cubic.b().times(ONE_18);
    Uint256 root =
        c1.times(ONE_18)
            .minus(b18)
            .minus(b18.over(c1).times(delta0))
            .over(cubic.a().times(THREE))
            .toUint();
    Uint256 y = d.times(d).dividedBy(other).times(root).dividedBy(FOUR).dividedBy(ONE_18);
    return isSafe(y, d, limit) ? Optional.of(new Point(y, root)) : Optional.empty();
  }

  private static Uint256 limit(Shape shape) {
    return shape.gamma().isGreaterThan(GAMMA_OF_LIMIT)
        ? LIMIT.times(GAMMA_OF_LIMIT).dividedBy(shape.gamma())
        : LIMIT;
  }

  private static boolean isSafe(Uint256 x, Uint256 d, Uint256 limit) {
    Uint256 fraction = x.times(ONE_18).dividedBy(d);
    return fraction.isAtLeast(ONE_36.dividedBy(TWO).dividedBy(limit))
        && fraction.isAtMost(limit.dividedBy(TWO));
  }

  /** The invariant in K₀, with 32 decimals for one. */
  private static Cubic cubic(Shape shape, Uint256 other, Uint256 d) {
    Uint256 gamma = shape.gamma();
    Uint256 gamma2 = gamma.times(gamma);
    Uint256 weight = shape.a().times(gamma2);
    Uint256 gamma14 = gamma.times(TEN_14);
    Signed b =
        Signed.difference(
            d.times(weight).dividedBy(FOUR_8).dividedBy(other),
            LEADING.times(THREE).plus(gamma14.times(TWO)));
    Uint256 weight4 = weight.times(FOUR).dividedBy(FOUR_8);
    Signed c =
        Signed.difference(
            LEADING
                .times(THREE)
                .plus(gamma14.times(FOUR))
                .plus(gamma2.dividedBy(TEN_4))
                .plus(weight4.times(other).dividedBy(d)),
            weight4);
    Uint256 gammaOne = gamma.plus(ONE_18);
    Signed last = new Signed(gammaOne.times(gammaOne).dividedBy(TEN_4), true);
    return new Cubic(Signed.of(LEADING), b, c, last);
  }

  private static Signed delta1(Cubic cubic, Signed delta0) {
    return delta0.times(THREE).plus(cubic.b()).minus(cubic.lastTerm());
  }

  private static Uint256 size(Cubic cubic) {
    Signed delta0 = cubic.delta0();
    return delta0.magnitude().min(delta1(cubic, delta0).magnitude()).min(cubic.a().magnitude());
  }

  private static Uint256 divisor(Uint256 size) {
    for (int digits = 48; digits >= 24; digits -= 2) {
      if (size.isGreaterThan(Powers.ofTen(digits))) {
        return Powers.ofTen(digits - 18);
      }
    }
    return size.isGreaterThan(Powers.ofTen(20)) ? Powers.ofTen(2) : Uint256.ONE;
  }

  /** The same balance by Newton's method, as the old pools have it always. */
  static Optional<Uint256> newtonY(Shape shape, Uint256[] x, Uint256 d, int i) {
    Uint256 other = x[1 - i];
    Uint256 guess = d.times(d).dividedBy(other.times(FOUR));
    Uint256 k0 = ONE_18.times(TWO).times(other).dividedBy(d);
    return Newton.balance(shape, 2, guess, k0, other, other, d);
  }

  @Override
  public Optional<Uint256> invariant(Shape shape, Uint256[] x, Uint256 k0) {
    Uint256[] sorted = Newton.descending(x);
    Uint256 limit = limit(shape);
    return Newton.invariant(shape, sorted, guess(sorted, k0), TwoCoins::evenness)
        .filter(d -> isSafe(sorted[0], d, limit) && isSafe(sorted[1], d, limit));
  }

  private Uint256 guess(Uint256[] sorted, Uint256 k0) {
    if (k0.isZero()) {
      return mean(sorted).times(TWO);
    }
    return sorted[0]
        .times(FOUR)
        .times(sorted[1])
        .dividedBy(k0)
        .times(ONE_18)
        .sqrtDown()
        .max(sorted[0].plus(sorted[1]));
  }

  private static Uint256 evenness(Uint256[] x, Uint256 d) {
    return ONE_18.times(FOUR).times(x[0]).dividedBy(d).times(x[1]).dividedBy(d);
  }

  @Override
  public Uint256 mean(Uint256[] x) {
    return x[0].times(x[1]).sqrtDown();
  }

  @Override
  public Uint256 evenness(Uint256[] x) {
    return evenness(x, x[0].plus(x[1]));
  }
}
