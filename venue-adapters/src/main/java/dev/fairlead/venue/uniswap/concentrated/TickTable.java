package dev.fairlead.venue.uniswap.concentrated;

import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The initialised ticks of a pool, ascending, and the liquidity between them.
 *
 * <p>Immutable: swaps share one table, and only adding or removing liquidity makes another. Between
 * tick i and the next, {@link #liquidity} is the sum of the net liquidity of the ticks up to i;
 * below the first tick it is zero, and above the last it must be. What it remembers of passages
 * follows from the rest.
 */
public final class TickTable {
  public static final TickTable EMPTY =
      new TickTable(
          new int[0], new Uint256[0], new BigInteger[0], new BigInteger[0], new Uint256[0]);

  private final int[] ticks;
  private final Uint256[] prices;
  private final BigInteger[] net;
  private final BigInteger[] gross;
  private final Uint256[] above;

  /** Those that were asked for last; a race makes the same ones twice. */
  private volatile @Nullable Passages downwards;

  private volatile @Nullable Passages upwards;

  private TickTable(
      int[] ticks, Uint256[] prices, BigInteger[] net, BigInteger[] gross, Uint256[] above) {
    this.ticks = ticks;
    this.prices = prices;
    this.net = net;
    this.gross = gross;
    this.above = above;
  }

  /** One initialised tick as the contract stores it. */
  public record Tick(int index, BigInteger gross, BigInteger net) {}

  /** The table of these ticks, which must ascend and sum up to zero. */
  public static TickTable of(List<Tick> initialised) {
    int size = initialised.size();
    int[] ticks = new int[size];
    Uint256[] prices = new Uint256[size];
    BigInteger[] net = new BigInteger[size];
    BigInteger[] gross = new BigInteger[size];
    for (int i = 0; i < size; i++) {
      Tick tick = initialised.get(i);
      if (i > 0 && ticks[i - 1] >= tick.index()) {
        throw new IllegalArgumentException("tick " + tick.index() + " is out of order");
      }
      if (tick.gross().signum() <= 0) {
        throw new IllegalArgumentException("tick " + tick.index() + " is not initialised");
      }
      ticks[i] = tick.index();
      prices[i] = TickMath.sqrtPriceAt(tick.index());
      net[i] = tick.net();
      gross[i] = tick.gross();
    }
    return of(ticks, prices, net, gross);
  }

  private static TickTable of(int[] ticks, Uint256[] prices, BigInteger[] net, BigInteger[] gross) {
    Uint256[] above = new Uint256[ticks.length];
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < ticks.length; i++) {
      sum = sum.add(net[i]);
      if (sum.signum() < 0 || sum.bitLength() > 128) {
        throw new IllegalArgumentException("liquidity above tick " + ticks[i] + " is " + sum);
      }
      above[i] = Uint256.of(sum);
    }
    if (sum.signum() != 0) {
      throw new IllegalArgumentException("liquidity above the last tick is " + sum);
    }
    return new TickTable(ticks, prices, net, gross, above);
  }

  public int size() {
    return ticks.length;
  }

  public Tick at(int i) {
    return new Tick(ticks[i], gross[i], net[i]);
  }

  int tick(int i) {
    return ticks[i];
  }

  Uint256 price(int i) {
    return prices[i];
  }

  /** The place of the greatest tick that is at most {@code tick}, or -1. */
  int atOrBelow(int tick) {
    int found = Arrays.binarySearch(ticks, tick);
    return found >= 0 ? found : -found - 2;
  }

  /** The liquidity from tick {@code i} up to the next; of -1 the one below all ticks, zero. */
  Uint256 liquidity(int i) {
    return i < 0 ? Uint256.ZERO : above[i];
  }

  /** What swaps of this fee move between the ticks. */
  Passages passages(int spacing, SwapFee fee, boolean down) {
    Passages known = down ? downwards : upwards;
    if (known != null && known.isFor(spacing, fee)) {
      return known;
    }
    Passages made = new Passages(this, spacing, fee, down);
    if (down) {
      downwards = made;
    } else {
      upwards = made;
    }
    return made;
  }

  /** The liquidity that is active while the pool's tick is {@code tick}. */
  public Uint256 liquidityAt(int tick) {
    return liquidity(atOrBelow(tick));
  }

  /** The table after {@code delta} of liquidity was added (or taken, if negative) in a range. */
  public TickTable adjusted(int lower, int upper, BigInteger delta) {
    if (delta.signum() == 0) {
      return this;
    }
    return bumped(lower, delta, delta).bumped(upper, delta, delta.negate()).summed();
  }

  private TickTable bumped(int tick, BigInteger grossDelta, BigInteger netDelta) {
    int found = Arrays.binarySearch(ticks, tick);
    if (found < 0) {
      return inserted(-found - 1, tick, grossDelta, netDelta);
    }
    BigInteger nextGross = gross[found].add(grossDelta);
    if (nextGross.signum() < 0) {
      throw new IllegalArgumentException("gross liquidity at tick " + tick + " is " + nextGross);
    }
    if (nextGross.signum() == 0) {
      return without(found);
    }
    BigInteger[] nextNet = net.clone();
    BigInteger[] nextGrosses = gross.clone();
    nextNet[found] = nextNet[found].add(netDelta);
    nextGrosses[found] = nextGross;
    return new TickTable(ticks, prices, nextNet, nextGrosses, above);
  }

  private TickTable inserted(int place, int tick, BigInteger grossDelta, BigInteger netDelta) {
    if (grossDelta.signum() < 0) {
      throw new IllegalArgumentException("liquidity taken from tick " + tick + ", which has none");
    }
    int[] nextTicks = new int[ticks.length + 1];
    System.arraycopy(ticks, 0, nextTicks, 0, place);
    System.arraycopy(ticks, place, nextTicks, place + 1, ticks.length - place);
    nextTicks[place] = tick;
    return new TickTable(
        nextTicks,
        inserted(prices, place, TickMath.sqrtPriceAt(tick)),
        inserted(net, place, netDelta),
        inserted(gross, place, grossDelta),
        above);
  }

  private TickTable without(int place) {
    int[] nextTicks = new int[ticks.length - 1];
    System.arraycopy(ticks, 0, nextTicks, 0, place);
    System.arraycopy(ticks, place + 1, nextTicks, place, nextTicks.length - place);
    return new TickTable(
        nextTicks, without(prices, place), without(net, place), without(gross, place), above);
  }

  private TickTable summed() {
    return of(ticks, prices, net, gross);
  }

  private static <T> T[] inserted(T[] source, int place, T element) {
    T[] target = Arrays.copyOf(source, source.length + 1);
    System.arraycopy(source, place, target, place + 1, source.length - place);
    target[place] = element;
    return target;
  }

  private static <T> T[] without(T[] source, int place) {
    T[] target = Arrays.copyOf(source, source.length - 1);
    System.arraycopy(source, place + 1, target, place, target.length - place);
    return target;
  }
}
