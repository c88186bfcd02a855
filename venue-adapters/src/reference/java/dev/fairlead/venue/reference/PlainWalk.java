package dev.fairlead.venue.reference;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.ZERO;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.uniswap.concentrated.SwapFee;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.TickMath;
import dev.fairlead.venue.uniswap.concentrated.TickTable;
import java.math.BigInteger;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A swap as plainly as it can be said: every step of the contract, in unlimited integers, with
 * nothing remembered. What is faster has to give the same.
 */
public final class PlainWalk {
  private static final BigInteger Q96 = ONE.shiftLeft(96);
  private static final BigInteger WHOLE = BigInteger.valueOf(1_000_000);

  private final NavigableMap<Integer, BigInteger> net;
  private final int spacing;
  private final BigInteger charged;
  private final boolean down;
  private final boolean exactIn;

  private BigInteger price;
  private int tick;
  private BigInteger liquidity;
  private BigInteger remaining;
  private BigInteger other = ZERO;

  private PlainWalk(
      NavigableMap<Integer, BigInteger> net,
      SwapState start,
      int spacing,
      SwapFee fee,
      boolean down,
      boolean exactIn,
      Uint256 amount) {
    this.net = net;
    this.spacing = spacing;
    this.charged = BigInteger.valueOf(fee.pips());
    this.down = down;
    this.exactIn = exactIn;
    this.price = start.sqrtPrice().toBigInteger();
    this.tick = start.tick();
    this.liquidity = start.liquidity().toBigInteger();
    this.remaining = amount.toBigInteger();
  }

  /** The side that is not exact, and the price at the end. */
  public record End(BigInteger other, BigInteger price) {}

  /** The net liquidity of each initialised tick. */
  public static NavigableMap<Integer, BigInteger> net(TickTable table) {
    NavigableMap<Integer, BigInteger> net = new TreeMap<>();
    for (int i = 0; i < table.size(); i++) {
      net.put(table.at(i).index(), table.at(i).net());
    }
    return net;
  }

  /** Empty if the liquidity ends before the amount. */
  public static Optional<End> walk(
      NavigableMap<Integer, BigInteger> net,
      SwapState start,
      int spacing,
      SwapFee fee,
      boolean down,
      boolean exactIn,
      Uint256 amount) {
    PlainWalk walk = new PlainWalk(net, start, spacing, fee, down, exactIn, amount);
    while (walk.remaining.signum() > 0) {
      if (!walk.step()) {
        return Optional.empty();
      }
    }
    return Optional.of(new End(walk.other, walk.price));
  }

  private boolean step() {
    Map.Entry<Integer, BigInteger> ahead = down ? net.floorEntry(tick) : net.higherEntry(tick);
    if (ahead == null) {
      return false;
    }
    int compressed = Math.floorDiv(tick, spacing);
    int seen =
        down
            ? Math.floorDiv(compressed, 256) * 256 * spacing
            : (Math.floorDiv(compressed + 1, 256) * 256 + 255) * spacing;
    int next = down ? Math.max(ahead.getKey(), seen) : Math.min(ahead.getKey(), seen);
    next = Math.clamp(next, TickMath.MIN_TICK, TickMath.MAX_TICK);
    move(TickMath.sqrtPriceAt(next).toBigInteger());
    if (price.equals(TickMath.sqrtPriceAt(next).toBigInteger())) {
      if (next == ahead.getKey()) {
        liquidity = down ? liquidity.subtract(ahead.getValue()) : liquidity.add(ahead.getValue());
      }
      tick = down ? next - 1 : next;
    }
    return true;
  }

  private void move(BigInteger target) {
    BigInteger high = price.max(target);
    BigInteger low = price.min(target);
    BigInteger takes = down ? amount0(low, high, true) : amount1(low, high, true);
    BigInteger gives = down ? amount1(low, high, false) : amount0(low, high, false);
    if (exactIn) {
      BigInteger moving = remaining.multiply(WHOLE.subtract(charged)).divide(WHOLE);
      if (moving.compareTo(takes) >= 0) {
        remaining = remaining.subtract(takes.add(fee(takes)));
        other = other.add(gives);
        price = target;
      } else {
        BigInteger end = down ? after0(moving) : price.add(moving.multiply(Q96).divide(liquidity));
        other = other.add(down ? amount1(end, price, false) : amount0(price, end, false));
        remaining = ZERO;
        price = end;
      }
    } else if (remaining.compareTo(gives) >= 0) {
      remaining = remaining.subtract(gives);
      other = other.add(takes).add(fee(takes));
      price = target;
    } else {
      BigInteger end =
          down
              ? price.subtract(up(remaining.multiply(Q96), liquidity))
              : up(
                  liquidity.multiply(Q96).multiply(price),
                  liquidity.multiply(Q96).subtract(remaining.multiply(price)));
      BigInteger in = down ? amount0(end, price, true) : amount1(price, end, true);
      other = other.add(in).add(fee(in));
      remaining = ZERO;
      price = end;
    }
  }

  private BigInteger after0(BigInteger moving) {
    BigInteger whole = liquidity.multiply(Q96);
    return up(whole.multiply(price), whole.add(moving.multiply(price)));
  }

  private BigInteger amount0(BigInteger low, BigInteger high, boolean up) {
    BigInteger top = liquidity.multiply(Q96).multiply(high.subtract(low));
    return up ? up(up(top, high), low) : top.divide(high).divide(low);
  }

  private BigInteger amount1(BigInteger low, BigInteger high, boolean up) {
    BigInteger product = liquidity.multiply(high.subtract(low));
    return up ? up(product, Q96) : product.divide(Q96);
  }

  private BigInteger fee(BigInteger moving) {
    return up(moving.multiply(charged), WHOLE.subtract(charged));
  }

  private static BigInteger up(BigInteger dividend, BigInteger divisor) {
    return dividend.add(divisor).subtract(ONE).divide(divisor);
  }
}
