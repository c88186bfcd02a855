package dev.fairlead.signing;

/** Which implementation of the curve this machine has. */
final class Curves {
  static final Curve FASTEST = NativeCurve.load().orElse(BouncyCastleCurve.INSTANCE);

  private Curves() {}
}
