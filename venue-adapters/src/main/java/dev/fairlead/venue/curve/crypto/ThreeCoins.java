package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Uint256;
import java.util.Optional;

/** The curve of three coins, as Tricrypto computes it. */
final class ThreeCoins implements CryptoCurve {
  static final ThreeCoins CURVE = new ThreeCoins();

  private static final Uint256 TEN = Uint256.of(10);
  private static final Uint256 THREE = Uint256.of(3);
  private static final Uint256 NINE = Uint256.of(9);
  private static final Uint256 TWENTY_SEVEN = Uint256.of(27);
  private static final Uint256 TWENTY_SEVEN_2 = Uint256.of(27 * 27);
  private static final Uint256 A_ONE = Uint256.of(10_000);
  private static final Uint256 ONE_36 = TEN.pow(36);
  private static final Uint256 NINTH = ONE_36.dividedBy(NINE);
  private static final Uint256 ONE_24 = TEN.pow(24);
  private static final Uint256 BACK_12 = TEN.pow(12);
  private static final Uint256 BACK_6 = TEN.pow(6);
  private static final Uint256 FOUR_18 = Uint256.of(4).times(ONE_18);
  private static final Uint256 TWO_18 = Uint256.of(2).times(ONE_18);
  private static final Signed LEADING = Signed.of(ONE_36.dividedBy(TWENTY_SEVEN));

  /** A balance's least and most share of D. */
  private static final Uint256 LEAST = TEN.pow(16);

  private static final Uint256 MOST = TEN.pow(20);
  private static final Uint256 LEAST_D = TEN.pow(17);
  private static final Uint256 MOST_D = TEN.pow(33);

  private ThreeCoins() {}

  @Override
  public Optional<Point> y(Shape shape, Uint256[] x, Uint256 d, int i) {
    Uint256 xj = x[i == 0 ? 1 : 0];
    Uint256 xk = x[i == 2 ? 1 : 2];
    if (d.isLessThan(LEAST_D) || d.isGreaterThan(MOST_D) || !isSafe(xj, d) || !isSafe(xk, d)) {
      return Optional.empty();
    }
    Cubic cubic = reduced(cubic(shape, xj, xk, d));
    Signed tripleAc = cubic.tripleAc();
    Signed delta0 = tripleAc.over(cubic.b()).minus(cubic.b());
    Signed delta1 =
        tripleAc
            .times(THREE)
            .over(cubic.b())
            .minus(cubic.b().plus(cubic.b()))
            .minus(cubic.lastTerm());
    Optional<Signed> cardano = cubic.cardano(delta0, delta1);
    if (cardano.isEmpty()) {
      return newtonY(shape, x, d, i).map(y -> new Point(y, Uint256.ZERO));
    }
    Signed c1 = cardano.get();
    Signed root = cubic.b().plus(cubic.b().times(delta0).over(c1)).minus(c1).over(THREE);
    Uint256 share = d.times(d).dividedBy(TWENTY_SEVEN).dividedBy(xk).times(d).dividedBy(xj);
    Uint256 y = root.times(share).over(cubic.a()).toUint();
    Uint256 k0 = root.times(ONE_18).over(cubic.a()).toUint();
    Uint256 fraction = y.times(ONE_18).dividedBy(d);
    return fraction.plus(Uint256.ONE).isLessThan(LEAST) || fraction.isGreaterThan(MOST)
        ? Optional.empty()
        : Optional.of(new Point(y, k0));
  }

  private static boolean isSafe(Uint256 x, Uint256 d) {
    Uint256 fraction = x.times(ONE_18).dividedBy(d);
    return fraction.isAtLeast(LEAST) && fraction.isAtMost(MOST);
  }

  /** The invariant in K₀, divided by what would make it monic times 27. */
  private static Cubic cubic(Shape shape, Uint256 xj, Uint256 xk, Uint256 d) {
    Uint256 gamma = shape.gamma();
    Uint256 gamma2 = gamma.times(gamma);
    Signed b =
        Signed.difference(
            NINTH.plus(TWO_18.times(gamma).dividedBy(TWENTY_SEVEN)),
            d.times(d)
                .dividedBy(xj)
                .times(gamma2)
                .times(shape.a())
                .dividedBy(TWENTY_SEVEN_2)
                .dividedBy(A_ONE)
                .dividedBy(xk));
    Signed excess =
        Signed.difference(xj.plus(xk), d)
            .times(gamma2)
            .over(d)
            .times(shape.a())
            .over(TWENTY_SEVEN)
            .over(A_ONE);
    Signed c =
        Signed.of(
                ONE_36
                    .dividedBy(NINE)
                    .plus(gamma.times(gamma.plus(FOUR_18)).dividedBy(TWENTY_SEVEN)))
            .plus(excess);
    Uint256 gammaOne = gamma.plus(ONE_18);
    return new Cubic(LEADING, b, c, Signed.of(gammaOne.times(gammaOne).dividedBy(TWENTY_SEVEN)));
  }

  /** Scales the coefficients so that their products keep most digits and fit. */
  private static Cubic reduced(Cubic cubic) {
    Uint256 divisor = divisor(cubic.delta0().magnitude());
    if (cubic.a().magnitude().isGreaterThan(cubic.b().magnitude())) {
      return cubic.times(cubic.a().over(cubic.b()).magnitude()).dividedBy(divisor);
    }
    return cubic.dividedBy(cubic.b().over(cubic.a()).magnitude()).dividedBy(divisor);
  }

  private static Uint256 divisor(Uint256 size) {
    for (int digits = 48; digits >= 20; digits -= 4) {
      if (size.isGreaterThan(Powers.ofTen(digits))) {
        return Powers.ofTen(digits - 18);
      }
    }
    return Uint256.ONE;
  }

  /** The same balance by Newton's method, as the old pools have it always. */
  static Optional<Uint256> newtonY(Shape shape, Uint256[] x, Uint256 d, int i) {
    Uint256[] others = x.clone();
    others[i] = Uint256.ZERO;
    Uint256[] sorted = Newton.descending(others);
    Uint256 guess =
        d.dividedBy(THREE)
            .times(d)
            .dividedBy(sorted[1].times(THREE))
            .times(d)
            .dividedBy(sorted[0].times(THREE));
    Uint256 k0 =
        ONE_18
            .times(sorted[0])
            .times(THREE)
            .dividedBy(d)
            .times(sorted[1])
            .times(THREE)
            .dividedBy(d);
    return Newton.balance(shape, 3, guess, k0, sorted[0].plus(sorted[1]), sorted[0], d)
        .filter(y -> isSafe(y, d));
  }

  @Override
  public Optional<Uint256> invariant(Shape shape, Uint256[] x, Uint256 k0) {
    Uint256[] sorted = Newton.descending(x);
    return Newton.invariant(shape, sorted, guess(sorted, k0), ThreeCoins::evenness)
        .filter(d -> isSafe(sorted[0], d) && isSafe(sorted[2], d));
  }

  private Uint256 guess(Uint256[] sorted, Uint256 k0) {
    if (k0.isZero()) {
      return mean(sorted).times(THREE);
    }
    Uint256 sum = sorted[0].plus(sorted[1]).plus(sorted[2]);
    Uint256 shift =
        sum.isGreaterThan(ONE_36) ? ONE_36 : sum.isGreaterThan(ONE_24) ? ONE_24 : ONE_18;
    Uint256 cube =
        sorted[0]
            .times(sorted[1])
            .dividedBy(shift)
            .times(sorted[2])
            .dividedBy(k0)
            .times(TWENTY_SEVEN);
    if (sum.isGreaterThan(ONE_36)) {
      cube = cube.times(BACK_12);
    } else if (sum.isGreaterThan(ONE_24)) {
      cube = cube.times(BACK_6);
    }
    return CubeRoot.of(cube);
  }

  private static Uint256 evenness(Uint256[] x, Uint256 d) {
    return ONE_18
        .times(x[0])
        .times(THREE)
        .dividedBy(d)
        .times(x[1])
        .times(THREE)
        .dividedBy(d)
        .times(x[2])
        .times(THREE)
        .dividedBy(d);
  }

  @Override
  public Uint256 mean(Uint256[] x) {
    Uint256[] sorted = Newton.descending(x);
    return CubeRoot.of(
        sorted[0].times(sorted[1]).dividedBy(ONE_18).times(sorted[2]).dividedBy(ONE_18));
  }

  @Override
  public Uint256 evenness(Uint256[] x) {
    return evenness(x, x[0].plus(x[1]).plus(x[2]));
  }
}
