package dev.fairlead.route.bound;

/**
 * The trade that gains most in one direction of one pool at given prices; filled anew each time.
 */
final class Flow {
  double amountIn;
  double amountOut;

  double nothing() {
    amountIn = 0;
    amountOut = 0;
    return 0;
  }
}
