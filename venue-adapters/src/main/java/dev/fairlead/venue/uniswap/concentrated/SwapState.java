package dev.fairlead.venue.uniswap.concentrated;

import dev.fairlead.model.Uint256;

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
  private static final int FEW_TICKS = 16;

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
   * About the inputs that lead to the initialised ticks ahead, ascending; none where they are more
   * than a few.
   */
  public double[] inputsToTicks(boolean zeroForOne, SwapFee fee) {
    int ahead = zeroForOne ? place + 1 : table.size() - 1 - place;
    if (ahead > FEW_TICKS || ahead <= 0 || sqrtPrice.isZero() || fee.takesAll()) {
      return new double[0];
    }
    double[] inputs = new double[ahead];
    double root = sqrtPrice.toDouble() / Q96;
    double sum = 0;
    for (int i = 0; i < ahead; i++) {
      int interval = zeroForOne ? place - i : place + i;
      double next = table.price(zeroForOne ? interval : interval + 1).toDouble() / Q96;
      double liquidity = table.liquidity(interval).toDouble();
      sum += liquidity * (zeroForOne ? 1 / next - 1 / root : next - root);
      inputs[i] = sum / fee.keptShare();
      root = next;
    }
    return inputs;
  }

  int place() {
    return place;
  }
}
