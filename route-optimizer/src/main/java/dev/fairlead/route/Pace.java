package dev.fairlead.route;

/**
 * How the search for ways around goes on from look to look: for what part of the output each way is
 * to serve best, and when there is no more to gain.
 *
 * <p>Where the market's prices agree, one look for ways of some depth is enough, and then the price
 * of the first unit tells which pay. Where they don't, prices of first units say little: there are
 * pools of next to nothing that promise most. Then looks take turns.
 */
final class Pace {
  private static final double DEEP = 1.0 / 8;
  private static final double SHALLOW = 1.0 / 128;
  private static final double[] TURNS = {DEEP, 0, SHALLOW};

  /** What is gained of the output must be more than this share of it. */
  private static final double WORTH = 1e-8;

  /** The same of looks by turns, and after many: those take longest. */
  private static final double WORTH_LATE = 1e-5;

  private static final int MANY = 5;

  /** After so many looks that gained nothing, one after another, there is no more to gain. */
  private static final int MOST_WASTED = 2;

  private final boolean agree;
  private int looks;
  private int wasted;

  /**
   * @param agree whether the market's prices agree with each other
   */
  Pace(boolean agree) {
    this.agree = agree;
  }

  /** Which share of the output ways are to serve best in the next look. */
  double share() {
    if (agree) {
      return looks == 0 ? DEEP : 0;
    }
    return TURNS[looks % TURNS.length];
  }

  /**
   * Counts a look; whether it was the last one.
   *
   * @param before what came out before it: zero where nothing flowed
   * @param given what comes out with the ways that it found
   * @param isLittle whether all of them together promised next to nothing
   */
  boolean isOver(double before, double given, boolean isLittle) {
    if (before == 0) {
      return given == 0;
    }
    boolean isLast = agree && share() == 0 && isLittle;
    looks++;
    double worth = agree && looks <= MANY ? WORTH : WORTH_LATE;
    wasted = given > before * (1 + worth) ? 0 : wasted + 1;
    return isLast || wasted == (agree ? MOST_WASTED : TURNS.length);
  }
}
