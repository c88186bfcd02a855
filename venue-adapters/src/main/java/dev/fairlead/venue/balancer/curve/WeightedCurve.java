package dev.fairlead.venue.balancer.curve;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Outline;
import dev.fairlead.venue.QuoteRefusal;
import java.util.List;

/**
 * The weighted product: Π balance^weight stays.
 *
 * <p>out = b_out·(1 - (b_in / (b_in + in))^(w_in / w_out)), in = b_in·((b_out / (b_out -
 * out))^(w_out / w_in) - 1). A power is widened by its greatest error, 10⁻¹⁴, in the pool's favour;
 * from the second generation of the contracts on, exponents one, two and four are multiplied out
 * instead. At most 30 % of a balance may go in or out.
 *
 * @param weights in 18 decimals
 * @param plainPowers whether exponents one, two and four are multiplied out
 * @param limited whether the contract's limit of 30 % holds
 */
public record WeightedCurve(List<Uint256> weights, boolean plainPowers, boolean limited)
    implements PoolCurve {
  private static final Uint256 TWO = Uint256.of(2).times(Fixed18.ONE);
  private static final Uint256 FOUR = Uint256.of(4).times(Fixed18.ONE);
  private static final Uint256 MOST = Uint256.of(300_000_000_000_000_000L);
  private static final Uint256 RELATIVE_ERROR = Uint256.of(10_000);

  private static final double NEAR_ERROR = 1e-14;

  /** Some digits within the limit, which counts in whole units. */
  private static final double MOST_GROWN = 0.3 * (1 - 1e-12);

  public WeightedCurve {
    weights = List.copyOf(weights);
  }

  @Override
  public Answer out(Uint256[] balances, int in, int out, Uint256 amountIn) {
    Uint256 balanceIn = balances[in];
    if (limited && amountIn.isGreaterThan(Fixed18.mulDown(balanceIn, MOST))) {
      return new Answer.None(QuoteRefusal.EXCEEDS_DEPTH);
    }
    Uint256 base = Fixed18.divUp(balanceIn, balanceIn.plus(amountIn));
    Uint256 exponent = Fixed18.divDown(weights.get(in), weights.get(out));
    Uint256 power = powUp(base, exponent);
    return new Answer.Amount(Fixed18.mulDown(balances[out], Fixed18.complement(power)));
  }

  @Override
  public Answer in(Uint256[] balances, int in, int out, Uint256 amountOut) {
    Uint256 balanceOut = balances[out];
    if ((limited && amountOut.isGreaterThan(Fixed18.mulDown(balanceOut, MOST)))
        || amountOut.isAtLeast(balanceOut)) {
      return new Answer.None(QuoteRefusal.EXCEEDS_DEPTH);
    }
    Uint256 base = Fixed18.divUp(balanceOut, balanceOut.minus(amountOut));
    Uint256 exponent = Fixed18.divUp(weights.get(out), weights.get(in));
    Uint256 ratio = powUp(base, exponent).minus(Fixed18.ONE);
    return new Answer.Amount(Fixed18.mulUp(balances[in], ratio));
  }

  @Override
  public double slope(Uint256[] balances, int in, int out) {
    return balances[out].toDouble()
        / balances[in].toDouble()
        * (weights.get(in).toDouble() / weights.get(out).toDouble());
  }

  /**
   * About what a trade gives and leaves behind, in doubles: as near as they tell, but for the last
   * units.
   *
   * @param share what of the input is left after the fee
   */
  public Outline near(
      int in, int out, double balanceIn, double balanceOut, double x, double share) {
    double exponent = weights.get(in).toDouble() / weights.get(out).toDouble();
    double grown = x * share / balanceIn;
    if (limited && grown > MOST_GROWN) {
      return new Outline.Nothing();
    }
    double left = Math.expm1(-exponent * Math.log1p(grown));
    double widened = isPlain(exponent) ? 0 : (1 + left) * NEAR_ERROR;
    double given = Math.max(0, Math.floor(balanceOut * (-left - widened)));
    return new Outline.Near(given, (balanceOut - given) / (balanceIn + x) * exponent * share);
  }

  private boolean isPlain(double exponent) {
    return plainPowers && (exponent == 1 || exponent == 2 || exponent == 4);
  }

  private Uint256 powUp(Uint256 x, Uint256 y) {
    if (plainPowers) {
      if (y.equals(Fixed18.ONE)) {
        return x;
      }
      if (y.equals(TWO)) {
        return Fixed18.mulUp(x, x);
      }
      if (y.equals(FOUR)) {
        Uint256 square = Fixed18.mulUp(x, x);
        return Fixed18.mulUp(square, square);
      }
    }
    Uint256 raw = LogExp.pow(x, y);
    return raw.plus(Fixed18.mulUp(raw, RELATIVE_ERROR)).plus(Uint256.ONE);
  }
}
