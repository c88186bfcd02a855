package dev.fairlead.route.across;

/** Which side of a trade is given; the other is open. */
public enum Exact {
  /** What is sold. */
  IN,
  /** What is bought. */
  OUT
}
