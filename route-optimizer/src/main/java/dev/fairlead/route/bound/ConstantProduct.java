package dev.fairlead.route.bound;

import dev.fairlead.model.Token;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;

/**
 * A constant product pair in closed form.
 *
 * <p>With reserves x and y and the share k of the input that counts, at most ka·y / (x + ka) comes
 * out for a, and p·out - q·a is largest where (x + ka)² = kxy·p/q. Then it is (√(py) - √(qx/k))²,
 * and nothing where the first root is the smaller one.
 */
final class ConstantProduct implements Direction {
  /** More than what rounding does to the few operations below, each within 2^-53. */
  private static final double ROUNDING = 0x1p-49;

  private final double in;
  private final double out;
  private final double kept;

  private ConstantProduct(double in, double out, double kept) {
    this.in = in;
    this.out = out;
    this.kept = kept;
  }

  static ConstantProduct of(UniswapV2Pool pair, Token in) {
    int from = pair.tokens().indexOf(in);
    double reserve0 = pair.reserve0().toDouble();
    double reserve1 = pair.reserve1().toDouble();
    Token other = pair.tokens().get(1 - from);
    double x = from == 0 ? reserve0 : reserve1;
    double y = from == 0 ? reserve1 : reserve0;
    double kept = x == 0 ? 0 : pair.spotPrice(pair.tokens().get(from), other) * x / y;
    return new ConstantProduct(x, y, kept);
  }

  @Override
  public double gain(double priceIn, double priceOut, Flow flow) {
    double have = priceOut * out;
    double need = priceIn * in / kept;
    double ahead = have - need + (have + need) * ROUNDING;
    if (!(ahead > 0)) {
      return flow.nothing();
    }
    double roots = Math.sqrt(have) + Math.sqrt(need);
    double end = in * Math.sqrt(have / need);
    flow.amountIn = Math.max(0, end - in) / kept;
    flow.amountOut = Math.max(0, out - in / end * out);
    double gain = ahead / roots;
    return gain * gain * (1 + ROUNDING);
  }

  @Override
  public double spot() {
    return out / in * kept * (1 + ROUNDING);
  }

  @Override
  public double depth() {
    return in;
  }
}
