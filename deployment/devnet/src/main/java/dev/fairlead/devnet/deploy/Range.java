package dev.fairlead.devnet.deploy;

import java.util.List;

/**
 * One position's range of ticks.
 *
 * @param percent its part of the pool's money
 */
record Range(int lower, int upper, int percent) {
  private static final int MAX_TICK = 887_272;

  /**
   * The ranges of a pool: some money everywhere, most of it near the price, and some only above or
   * only below.
   *
   * @param pegged whether the two tokens are worth the same, so that the money lies closer
   */
  static List<Range> around(int tick, int spacing, boolean pegged) {
    int unit = pegged ? 2 : 100;
    return List.of(
        new Range(-MAX_TICK / spacing * spacing, MAX_TICK / spacing * spacing, 10),
        between(tick, spacing, -40 * unit, 40 * unit, 25),
        between(tick, spacing, -10 * unit, 10 * unit, 30),
        between(tick, spacing, -3 * unit, 3 * unit, 20),
        between(tick, spacing, 2 * unit, 25 * unit, 8),
        between(tick, spacing, -30 * unit, -4 * unit, 7));
  }

  private static Range between(int tick, int spacing, int below, int above, int percent) {
    int lower = Math.floorDiv(tick + below, spacing) * spacing;
    int upper = Math.ceilDiv(tick + above, spacing) * spacing;
    return new Range(lower, Math.max(upper, lower + spacing), percent);
  }
}
