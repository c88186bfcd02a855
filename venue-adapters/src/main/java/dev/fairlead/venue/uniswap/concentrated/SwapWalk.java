package dev.fairlead.venue.uniswap.concentrated;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.QuoteRefusal;
import org.jspecify.annotations.Nullable;

/**
 * One swap on its way: from the current price, step by step, until the amount is used up.
 *
 * <p>A step goes at most to the next initialised tick, and at most to the end of the 256 ticks (in
 * units of the spacing) that share a word of the contract's bitmap, because the contract rounds
 * once a step and sees one word at a time. Where no liquidity is, steps move nothing and are
 * skipped. Where a swap passes the whole of an interval between two initialised ticks, {@link
 * Passages} knows the sum of its steps. A swap that runs out of liquidity is refused: the contract
 * would fill a part. So is one of more steps than any transaction has gas for.
 */
public final class SwapWalk {
  private static final int SIGNED_BITS = 255;

  /** Each step costs the contract some 7,000 gas; a transaction has at most 16,777,216. */
  static final int MOST_STEPS = 1_500;

  private static final Uint256 LOWEST = TickMath.MIN_SQRT_PRICE.plus(Uint256.ONE);
  private static final Uint256 HIGHEST = TickMath.MAX_SQRT_PRICE.minus(Uint256.ONE);

  private final TickTable table;
  private final int spacing;
  private final SwapFee fee;
  private final boolean down;
  private final boolean exactIn;

  private Uint256 price;
  private int place;
  private int tick;

  /** Of what is exact, what is left. */
  private Uint256 remaining;

  /** Of the other side, what came together. */
  private Uint256 other = Uint256.ZERO;

  /** Where the current step may go to at most. */
  private Uint256 target = Uint256.ZERO;

  private int targetTick;

  /** Whether the last step reached an initialised tick, so that an interval begins here. */
  private boolean atTick;

  private SwapWalk(
      SwapState start, int spacing, SwapFee fee, boolean down, boolean exactIn, Uint256 amount) {
    this.table = start.table();
    this.spacing = spacing;
    this.fee = fee;
    this.down = down;
    this.exactIn = exactIn;
    this.price = start.sqrtPrice();
    this.place = start.place();
    this.tick = start.tick();
    this.remaining = amount;
  }

  /** Sells exactly {@code amountIn}: of token 0 if {@code zeroForOne}, else of token 1. */
  public static Swap exactIn(
      SwapState start, int spacing, SwapFee fee, boolean zeroForOne, Uint256 amountIn) {
    return run(start, spacing, fee, zeroForOne, true, amountIn);
  }

  /** Buys exactly {@code amountOut}: of token 1 if {@code zeroForOne}, else of token 0. */
  public static Swap exactOut(
      SwapState start, int spacing, SwapFee fee, boolean zeroForOne, Uint256 amountOut) {
    return run(start, spacing, fee, zeroForOne, false, amountOut);
  }

  private static Swap run(
      SwapState start, int spacing, SwapFee fee, boolean down, boolean exactIn, Uint256 amount) {
    if (start.table().size() == 0 || start.sqrtPrice().isZero()) {
      return Swap.Refused.NO_LIQUIDITY;
    }
    if (amount.isZero()) {
      return Swap.Refused.AMOUNT_TOO_SMALL;
    }
    if (amount.bitLength() > SIGNED_BITS) {
      return Swap.Refused.OVERFLOW;
    }
    Swap early = exactIn ? shortOfTarget(start, spacing, fee, down, amount) : null;
    if (early != null) {
      return early;
    }
    SwapWalk walk = new SwapWalk(start, spacing, fee, down, exactIn, amount);
    QuoteRefusal refusal = walk.walk();
    if (refusal != null) {
      return new Swap.Refused(refusal);
    }
    SwapState after = SwapState.at(walk.price, walk.tick, walk.table, walk.place);
    return exactIn
        ? new Swap.Done(amount, walk.other, after)
        : new Swap.Done(walk.other, amount, after);
  }

  /**
   * The swap of an input that does not even reach the first step's target, as most do; null for any
   * other. What it computes on the way needs no object.
   */
  private static @Nullable Swap shortOfTarget(
      SwapState start, int spacing, SwapFee fee, boolean down, Uint256 amountIn) {
    TickTable table = start.table();
    int ahead = down ? start.place() : start.place() + 1;
    Uint256 liquidity = start.liquidity();
    if (liquidity.isZero() || ahead < 0 || ahead == table.size()) {
      return null;
    }
    Uint256 price = start.sqrtPrice();
    int tick = nearer(table.tick(ahead), TickBitmap.seenFrom(start.tick(), spacing, down), down);
    Uint256 target = targetAt(tick, table, ahead);
    Uint256 next = next(price, target, liquidity, fee.without(amountIn), down);
    if (next.equals(target)) {
      return null;
    }
    Uint256 out = given(price, next, liquidity, down);
    return out.isZero()
        ? Swap.Refused.AMOUNT_TOO_SMALL
        : new Swap.Done(
            amountIn,
            out,
            SwapState.at(
                next, next.equals(price) ? start.tick() : SwapState.UNKNOWN, table, start.place()));
  }

  private @Nullable QuoteRefusal walk() {
    for (int steps = 0; !remaining.isZero(); steps++) {
      if (atTick) {
        steps += pass();
      }
      if (steps >= MOST_STEPS) {
        return QuoteRefusal.EXCEEDS_DEPTH;
      }
      Uint256 liquidity = table.liquidity(place);
      if (!aim(liquidity)) {
        return QuoteRefusal.EXCEEDS_DEPTH;
      }
      Uint256 before = price;
      if (liquidity.isZero()) {
        price = target;
      } else if (exactIn) {
        stepIn(liquidity);
      } else {
        stepOut(liquidity);
      }
      if (!arrive(before)) {
        return remaining.isZero() ? null : QuoteRefusal.EXCEEDS_DEPTH;
      }
    }
    return exactIn && other.isZero() ? QuoteRefusal.AMOUNT_TOO_SMALL : null;
  }

  /**
   * Passes whole intervals at once, and returns their steps. An amount that they would use up to
   * the last unit may end before them, where the last steps move nothing.
   */
  private int pass() {
    PassageSums sums = table.passages(spacing, fee, down).from(place, remaining, exactIn);
    int from = sums.distance(place);
    Uint256 used = exactIn ? sums.in(from) : sums.out(from);
    int to = sums.below(remaining.plus(used), from, exactIn);
    if (to == from) {
      return 0;
    }
    Uint256 moved = exactIn ? sums.out(from) : sums.in(from);
    remaining = remaining.plus(used).minus(exactIn ? sums.in(to) : sums.out(to));
    other = other.plus(exactIn ? sums.out(to) : sums.in(to)).minus(moved);
    place = sums.place(to);
    int reached = down ? place + 1 : place;
    price = table.price(reached);
    tick = down ? table.tick(reached) - 1 : table.tick(reached);
    return sums.steps(to) - sums.steps(from);
  }

  /** Sets the target of the next step; false where no liquidity lies ahead. */
  private boolean aim(Uint256 liquidity) {
    int ahead = down ? place : place + 1;
    if (ahead < 0 || ahead == table.size()) {
      return false;
    }
    int initialised = table.tick(ahead);
    targetTick = initialised;
    if (!liquidity.isZero()) {
      targetTick = nearer(initialised, TickBitmap.seenFrom(tick, spacing, down), down);
    }
    target = targetAt(targetTick, table, ahead);
    return true;
  }

  private static int nearer(int initialised, int seen, boolean down) {
    return down ? Math.max(initialised, seen) : Math.min(initialised, seen);
  }

  /** The price of a step's last tick, which may be the initialised one that lies ahead. */
  private static Uint256 targetAt(int tick, TickTable table, int ahead) {
    if (tick == TickMath.MIN_TICK) {
      return LOWEST;
    }
    if (tick == TickMath.MAX_TICK) {
      return HIGHEST;
    }
    return tick == table.tick(ahead) ? table.price(ahead) : TickMath.sqrtPriceAt(tick);
  }

  /** After a step: places the pool at its price; false at the very end of all prices. */
  private boolean arrive(Uint256 before) {
    if (!price.equals(target)) {
      atTick = false;
      if (!price.equals(before)) {
        tick = SwapState.UNKNOWN;
      }
      return true;
    }
    if (targetTick == TickMath.MIN_TICK || targetTick == TickMath.MAX_TICK) {
      tick = SwapState.UNKNOWN;
      return false;
    }
    atTick = table.tick(down ? place : place + 1) == targetTick;
    if (atTick) {
      place += down ? -1 : 1;
    }
    tick = down ? targetTick - 1 : targetTick;
    return true;
  }

  private void stepIn(Uint256 liquidity) {
    Uint256 next = next(price, target, liquidity, fee.without(remaining), down);
    other = other.plus(given(price, next, liquidity, down));
    if (next.equals(target)) {
      Uint256 in =
          down
              ? SqrtPriceMath.amount0Up(target, price, liquidity)
              : SqrtPriceMath.amount1Up(price, target, liquidity);
      remaining = remaining.minus(in.plus(fee.on(in)));
    } else {
      remaining = Uint256.ZERO;
    }
    price = next;
  }

  /** What moving to a price gives. */
  private static Uint256 given(Uint256 price, Uint256 next, Uint256 liquidity, boolean down) {
    return down
        ? SqrtPriceMath.amount1Down(next, price, liquidity)
        : SqrtPriceMath.amount0Down(price, next, liquidity);
  }

  /**
   * The price that an input leads to, at most the target. An input reaches the target exactly when
   * its price, rounded as the contract does, is not short of it; only where the numbers are so
   * large that the contract rounds otherwise, the input that the target takes has to be worked out.
   */
  private static Uint256 next(
      Uint256 price, Uint256 target, Uint256 liquidity, Uint256 moving, boolean down) {
    if (down) {
      if (moving.bitLength() + price.bitLength() > SIGNED_BITS
          && moving.isAtLeast(SqrtPriceMath.amount0Up(target, price, liquidity))) {
        return target;
      }
      return SqrtPriceMath.afterToken0In(price, liquidity, moving).max(target);
    }
    if (moving.bitLength() > 128) {
      return moving.isAtLeast(SqrtPriceMath.amount1Up(price, target, liquidity))
          ? target
          : SqrtPriceMath.afterToken1In(price, liquidity, moving);
    }
    return SqrtPriceMath.afterToken1In(price, liquidity, moving).min(target);
  }

  private void stepOut(Uint256 liquidity) {
    Uint256 most =
        down
            ? SqrtPriceMath.amount1Down(target, price, liquidity)
            : SqrtPriceMath.amount0Down(price, target, liquidity);
    Uint256 out = most.min(remaining);
    Uint256 next;
    if (remaining.isAtLeast(most)) {
      next = target;
    } else if (down) {
      next = SqrtPriceMath.afterToken1Out(price, liquidity, remaining);
    } else {
      next = SqrtPriceMath.afterToken0Out(price, liquidity, remaining);
    }
    Uint256 in =
        down
            ? SqrtPriceMath.amount0Up(next, price, liquidity)
            : SqrtPriceMath.amount1Up(price, next, liquidity);
    other = other.plus(in.plus(fee.on(in)));
    remaining = remaining.minus(out);
    price = next;
  }
}
