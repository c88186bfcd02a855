package dev.fairlead.venue.uniswap.concentrated;

import dev.fairlead.model.Uint256;
import org.jspecify.annotations.Nullable;

/**
 * What swaps in one direction, at one fee, move between neighbouring initialised ticks. Who passes
 * a whole interval moves the same amounts, whatever else the swap does, so each interval is worked
 * out once: step by step, as the contract rounds.
 */
final class Passages {
  private final TickTable table;
  private final int spacing;
  private final SwapFee fee;
  private final boolean down;

  /** By the place of the interval's lower tick; a race works the same out twice. */
  private final @Nullable Passage[] passages;

  /** Those of the last swaps, with the intervals that they needed. */
  private volatile PassageSums sums;

  Passages(TickTable table, int spacing, SwapFee fee, boolean down) {
    this.table = table;
    this.spacing = spacing;
    this.fee = fee;
    this.down = down;
    this.passages = new Passage[Math.max(table.size() - 1, 0)];
    this.sums = PassageSums.startingAt(0, down);
  }

  /**
   * All that passing an interval takes and gives.
   *
   * @param in with the fee
   * @param steps of the contract; none if the interval can't be passed
   */
  record Passage(Uint256 in, Uint256 out, int steps) {
    private static final Passage NONE = new Passage(Uint256.ZERO, Uint256.ZERO, 0);

    boolean exists() {
      return steps > 0;
    }
  }

  boolean isFor(int otherSpacing, SwapFee otherFee) {
    return spacing == otherSpacing && fee.pips() == otherFee.pips();
  }

  /**
   * Sums that reach from the interval at {@code place} as far as {@code amount}, of the side that
   * is exact, may lead.
   */
  PassageSums from(int place, Uint256 amount, boolean exactIn) {
    PassageSums known = sums;
    PassageSums near =
        known.distance(place) < 0 || known.distance(place) > known.count()
            ? PassageSums.startingAt(place, down)
            : known;
    int from = near.distance(place);
    Uint256 limit = amount.plus(exactIn ? near.in(from) : near.out(from));
    PassageSums reaching = near.reaching(limit, from, exactIn, this);
    if (reaching != known) {
      sums = reaching;
    }
    return reaching;
  }

  /** The passage between the tick at {@code place} and the next. */
  Passage at(int place) {
    if (place < 0 || place >= passages.length) {
      return Passage.NONE;
    }
    Passage passage = passages[place];
    if (passage == null) {
      passage = passage(place);
      passages[place] = passage;
    }
    return passage;
  }

  private Passage passage(int place) {
    int end = table.tick(down ? place : place + 1);
    if (end == TickMath.MIN_TICK || end == TickMath.MAX_TICK) {
      return Passage.NONE;
    }
    Uint256 liquidity = table.liquidity(place);
    if (liquidity.isZero()) {
      return new Passage(Uint256.ZERO, Uint256.ZERO, 1);
    }
    Uint256 price = table.price(down ? place + 1 : place);
    int tick = down ? table.tick(place + 1) - 1 : table.tick(place);
    Uint256 in = Uint256.ZERO;
    Uint256 out = Uint256.ZERO;
    for (int steps = 1; steps <= SwapWalk.MOST_STEPS; steps++) {
      int seen = TickBitmap.seenFrom(tick, spacing, down);
      boolean last = down ? seen <= end : seen >= end;
      Uint256 next = last ? table.price(down ? place : place + 1) : TickMath.sqrtPriceAt(seen);
      Uint256 moving =
          down
              ? SqrtPriceMath.amount0Up(next, price, liquidity)
              : SqrtPriceMath.amount1Up(price, next, liquidity);
      in = in.plus(moving).plus(fee.on(moving));
      out =
          out.plus(
              down
                  ? SqrtPriceMath.amount1Down(next, price, liquidity)
                  : SqrtPriceMath.amount0Down(price, next, liquidity));
      if (last) {
        return new Passage(in, out, steps);
      }
      price = next;
      tick = down ? seen - 1 : seen;
    }
    return Passage.NONE;
  }
}
