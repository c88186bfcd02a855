package dev.fairlead.route.bound;

/**
 * The trade that gains most in one direction of one pool at given prices; filled anew each time.
 */
final class Flow {
  double amountIn;
  double amountOut;

  /** How much more value goes in for each relative rise of the price outside. */
  double stiffness;

  double nothing() {
    amountIn = 0;
    amountOut = 0;
    stiffness = 0;
    return 0;
  }
}
