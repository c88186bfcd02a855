package dev.fairlead.venue.uniswap.concentrated;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pieces;

/**
 * Where a pool of concentrated liquidity stands: its price, its tick, and the table of its ticks.
 *
 * <p>Immutable. The tick is the one of the price, but for one case: a swap that moves down and ends
 * exactly at an initialised tick stands one tick below it.
 */
public final class SwapState {
  /** A tick that is to be worked out from the price. */
  static final int UNKNOWN = Integer.MIN_VALUE;

  private static final double Q96 = 0x1p96;

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

  /** A state at a known place in the table; its tick may be {@link #UNKNOWN}. */
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

  /** Units of the output for one of the input, after the fee; zero without liquidity. */
  public double spotPrice(boolean zeroForOne, SwapFee fee) {
    double root = sqrtPrice.toDouble() / Q96;
    double price = root * root;
    if (price == 0 || table.size() == 0) {
      return 0;
    }
    return (zeroForOne ? price : 1 / price) * fee.keptShare();
  }

  /**
   * By what the pool gives between one initialised tick and the next, where there is a spot price;
   * none without liquidity.
   */
  public Pieces pieces(boolean zeroForOne, SwapFee fee) {
    Pieces pieces = new Pieces();
    int intervals = table.size() - 1;
    int interval = place;
    double root = sqrtPrice.toDouble() / Q96;
    while (interval >= 0 && interval < intervals && !pieces.isEnough()) {
      double next = table.price(zeroForOne ? interval : interval + 1).toDouble() / Q96;
      double liquidity = table.liquidity(interval).toDouble();
      if (liquidity > 0 && next != root) {
        add(pieces, zeroForOne, fee.keptShare(), root, next, liquidity);
      }
      root = next;
      interval += zeroForOne ? -1 : 1;
    }
    return pieces;
  }

  private static void add(
      Pieces pieces, boolean zeroForOne, double kept, double root, double next, double liquidity) {
    if (zeroForOne) {
      double length = liquidity * (root - next) / (root * next);
      pieces.add(1 / (kept * root * root), 1 / (root * liquidity), length / kept);
    } else {
      double length = liquidity * (next - root);
      pieces.add(root * root / kept, root / liquidity, length / kept);
    }
  }

  int place() {
    return place;
  }
}
