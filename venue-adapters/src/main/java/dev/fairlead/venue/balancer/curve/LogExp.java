package dev.fairlead.venue.balancer.curve;

import dev.fairlead.model.Uint256;

/**
 * Real powers in fixed point, with the digits of Balancer's LogExpMath: x^y = e^(y·ln x).
 *
 * <p>Logarithm and exponential take out powers e^(2^k) from a table, then sum a series of the rest;
 * the digits depend on the table, the number of terms and each division, so these are the same.
 * Signs are kept aside: all roundings there are towards zero, so magnitudes suffice.
 */
final class LogExp {
  private static final Uint256 ONE_18 = Fixed18.ONE;
  private static final Uint256 ONE_20 = Uint256.parse("100000000000000000000");
  private static final Uint256 ONE_36 = ONE_18.times(ONE_18);
  private static final Uint256 HUNDRED = Uint256.of(100);

  /** ln has 36 digits for arguments this near to one. */
  private static final Uint256 NEAR_ONE = Uint256.of(100_000_000_000_000_000L);

  private static final Uint256 LOWER = ONE_18.minus(NEAR_ONE);
  private static final Uint256 UPPER = ONE_18.plus(NEAR_ONE);
  private static final Uint256 MOST_NEGATIVE = Uint256.of(41).times(ONE_18);
  private static final Uint256 MOST_POSITIVE = Uint256.of(130).times(ONE_18);
  private static final Uint256 EXPONENT_BOUND = Uint256.ONE.shiftLeft(254).dividedBy(ONE_20);

  /** 128 and 64 with 18 decimals, and e to them without decimals. */
  private static final Uint256[] LARGE_X = {
    Uint256.of(128).times(ONE_18), Uint256.of(64).times(ONE_18)
  };

  private static final Uint256[] LARGE_E = {
    Uint256.parse("38877084059945950922200000000000000000000000000000000000"),
    Uint256.parse("6235149080811616882910000000")
  };

  /** 32 down to 1/16 with 20 decimals, and e to them with 20 decimals. */
  private static final Uint256[] SMALL_X = new Uint256[10];

  private static final Uint256[] SMALL_E = {
    Uint256.parse("7896296018268069516100000000000000"),
    Uint256.parse("888611052050787263676000000"),
    Uint256.parse("298095798704172827474000"),
    Uint256.parse("5459815003314423907810"),
    Uint256.parse("738905609893065022723"),
    Uint256.parse("271828182845904523536"),
    Uint256.parse("164872127070012814685"),
    Uint256.parse("128402541668774148407"),
    Uint256.parse("113314845306682631683"),
    Uint256.parse("106449445891785942956"),
  };

  /** The exponential takes out the powers down to e^(1/4) only. */
  private static final int EXP_POWERS = 8;

  private static final int EXP_TERMS = 12;
  private static final int LN_TERMS = 11;
  private static final int LN_36_TERMS = 15;

  /** n · 10^20, so that a term's two divisions are one. */
  private static final Uint256[] TERM_DIVISOR = new Uint256[EXP_TERMS + 1];

  static {
    for (int i = 0; i < SMALL_X.length; i++) {
      SMALL_X[i] = Uint256.of(32).times(ONE_20).shiftRight(i);
    }
    for (int n = 0; n < TERM_DIVISOR.length; n++) {
      TERM_DIVISOR[n] = ONE_20.times(Uint256.of(n));
    }
  }

  private LogExp() {}

  /** x^y; throws {@link ArithmeticException} where the contract refuses. */
  static Uint256 pow(Uint256 x, Uint256 y) {
    if (y.isZero()) {
      return ONE_18;
    }
    if (x.isZero()) {
      return Uint256.ZERO;
    }
    if (x.isNegativeTwosComplement() || y.isAtLeast(EXPONENT_BOUND)) {
      throw new ArithmeticException("out of bounds: " + x + " ^ " + y);
    }
    boolean below = x.isLessThan(ONE_18);
    Uint256 exponent;
    if (x.isGreaterThan(LOWER) && x.isLessThan(UPPER)) {
      Uint256 ln = ln36(x, below);
      Uint256 whole = ln.dividedBy(ONE_18);
      Uint256 rest = ln.minus(whole.times(ONE_18));
      exponent = whole.times(y).plus(rest.times(y).dividedBy(ONE_18));
    } else {
      exponent = ln(below ? ONE_36.dividedBy(x) : x).times(y);
    }
    exponent = exponent.dividedBy(ONE_18);
    if (exponent.isGreaterThan(below ? MOST_NEGATIVE : MOST_POSITIVE)) {
      throw new ArithmeticException("exponent out of bounds: " + x + " ^ " + y);
    }
    Uint256 power = exp(exponent);
    return below ? ONE_36.dividedBy(power) : power;
  }

  /** e^x for x from 0 on, 18 decimals. */
  private static Uint256 exp(Uint256 argument) {
    Uint256 x = argument;
    Uint256 first = Uint256.ONE;
    for (int i = 0; i < LARGE_X.length; i++) {
      if (x.isAtLeast(LARGE_X[i])) {
        x = x.minus(LARGE_X[i]);
        first = LARGE_E[i];
        break;
      }
    }
    x = x.times(HUNDRED);
    Uint256 product = ONE_20;
    for (int i = 0; i < EXP_POWERS; i++) {
      if (x.isAtLeast(SMALL_X[i])) {
        x = x.minus(SMALL_X[i]);
        product = product.times(SMALL_E[i]).dividedBy(ONE_20);
      }
    }
    Uint256 term = x;
    Uint256 sum = ONE_20.plus(term);
    for (int n = 2; n <= EXP_TERMS; n++) {
      term = term.times(x).dividedBy(TERM_DIVISOR[n]);
      sum = sum.plus(term);
    }
    return product.times(sum).dividedBy(ONE_20).times(first).dividedBy(HUNDRED);
  }

  /** ln a for a from 1 on, 18 decimals. */
  private static Uint256 ln(Uint256 argument) {
    Uint256 a = argument;
    Uint256 sum = Uint256.ZERO;
    for (int i = 0; i < LARGE_X.length; i++) {
      if (a.isAtLeast(LARGE_E[i].times(ONE_18))) {
        a = a.dividedBy(LARGE_E[i]);
        sum = sum.plus(LARGE_X[i]);
      }
    }
    sum = sum.times(HUNDRED);
    a = a.times(HUNDRED);
    for (int i = 0; i < SMALL_X.length; i++) {
      if (a.isAtLeast(SMALL_E[i])) {
        a = a.times(ONE_20).dividedBy(SMALL_E[i]);
        sum = sum.plus(SMALL_X[i]);
      }
    }
    Uint256 z = a.minus(ONE_20).times(ONE_20).dividedBy(a.plus(ONE_20));
    return sum.plus(artanhTwice(z, ONE_20, LN_TERMS)).dividedBy(HUNDRED);
  }

  /** |ln x| with 36 decimals, for x near one. */
  private static Uint256 ln36(Uint256 argument, boolean below) {
    Uint256 x = argument.times(ONE_18);
    Uint256 distance = below ? ONE_36.minus(x) : x.minus(ONE_36);
    Uint256 z = distance.times(ONE_36).dividedBy(x.plus(ONE_36));
    return artanhTwice(z, ONE_36, LN_36_TERMS);
  }

  /** 2·(z + z³/3 + z⁵/5 + ...) up to the power {@code last}. */
  private static Uint256 artanhTwice(Uint256 z, Uint256 one, int last) {
    Uint256 square = z.times(z).dividedBy(one);
    Uint256 power = z;
    Uint256 sum = z;
    for (int n = 3; n <= last; n += 2) {
      power = power.times(square).dividedBy(one);
      sum = sum.plus(power.dividedBy(Uint256.of(n)));
    }
    return sum.plus(sum);
  }
}
