package dev.fairlead.venue.uniswap.concentrated;

import dev.fairlead.model.Uint256;

/**
 * Where a pool of concentrated liquidity stands: its price, its tick, and the table of its ticks.
 *
 * <p>Immutable. The tick is the one of the price, but for one case: a swap that moves down and ends
 * exactly at an initialised tick stands one tick below it.
 */
public final class SwapState {
  private static final int UNKNOWN = Integer.MIN_VALUE;

  private final Uint256 sqrtPrice;
  private final TickTable table;

  /** The place in the table of the greatest tick at or below the current one. */
  private final int place;

  /** Worked out when first asked for; a race writes the same value twice. */
  private int tick;

  private SwapState(Uint256 sqrtPrice, TickTable table, int place, int tick) {
    this.sqrtPrice = sqrtPrice;
    this.table = table;
    this.place = place;
    this.tick = tick;
  }

  /** The state as a contract stores it. */
  public static SwapState of(Uint256 sqrtPrice, int tick, TickTable table) {
    return new SwapState(sqrtPrice, table, table.atOrBelow(tick), tick);
  }

  /** A state whose tick follows from its price, at a known place in the table. */
  static SwapState between(Uint256 sqrtPrice, TickTable table, int place) {
    return new SwapState(sqrtPrice, table, place, UNKNOWN);
  }

  /** A state whose tick is known, at a known place in the table. */
  static SwapState at(Uint256 sqrtPrice, int tick, TickTable table, int place) {
    return new SwapState(sqrtPrice, table, place, tick);
  }

  public Uint256 sqrtPrice() {
    return sqrtPrice;
  }

  public TickTable table() {
    return table;
  }

  public int tick() {
    int known = tick;
    if (known == UNKNOWN) {
      known = TickMath.tickAt(sqrtPrice);
      tick = known;
    }
    return known;
  }

  public Uint256 liquidity() {
    return table.liquidity(place);
  }

  int place() {
    return place;
  }
}
