package dev.fairlead.venue.uniswap.concentrated;

import static java.lang.Math.unsignedMultiplyHigh;

import dev.fairlead.model.Uint256;

/**
 * The square root of the price at a tick, √1.0001^tick in 64.96 fixed point, and back.
 *
 * <p>The value at a tick is defined by a chain of 128-bit products, each cut off, so it is computed
 * by the same chain: for each set bit of |tick| one factor √1.0001^(-2^bit), rounded to 128 bits
 * after the point. The way back is defined as the greatest tick whose value is not above the price;
 * a logarithm in double precision is at most one tick off and the exact values decide.
 */
public final class TickMath {
  public static final int MIN_TICK = -887272;
  public static final int MAX_TICK = 887272;

  /** The value at {@link #MIN_TICK}. */
  public static final Uint256 MIN_SQRT_PRICE = Uint256.of(4295128739L);

  /** The value at {@link #MAX_TICK}; prices stay below it. */
  public static final Uint256 MAX_SQRT_PRICE =
      Uint256.parse("1461446703485210103287273052203988822378723970342");

  private static final double LN_SQRT_BASE = Math.log(1.0001) / 2;
  private static final double TWO_96 = 0x1p96;

  /** √1.0001^(-2^i) · 2^128 rounded to the nearest, high and low half. */
  private static final long[] FACTOR = {
    0xfffcb933bd6fad37L, 0xaa2d162d1a594001L,
    0xfff97272373d4132L, 0x59a46990580e213aL,
    0xfff2e50f5f656932L, 0xef12357cf3c7fdccL,
    0xffe5caca7e10e4e6L, 0x1c3624eaa0941cd0L,
    0xffcb9843d60f6159L, 0xc9db58835c926644L,
    0xff973b41fa98c081L, 0x472e6896dfb254c0L,
    0xff2ea16466c96a38L, 0x43ec78b326b52861L,
    0xfe5dee046a99a2a8L, 0x11c461f1969c3053L,
    0xfcbe86c7900a88aeL, 0xdcffc83b479aa3a4L,
    0xf987a7253ac41317L, 0x6f2b074cf7815e54L,
    0xf3392b0822b70005L, 0x940c7a398e4b70f3L,
    0xe7159475a2c29b74L, 0x43b29c7fa6e889d9L,
    0xd097f3bdfd2022b8L, 0x845ad8f792aa5825L,
    0xa9f746462d870fdfL, 0x8a65dc1f90e061e5L,
    0x70d869a156d2a1b8L, 0x90bb3df62baf32f7L,
    0x31be135f97d08fd9L, 0x81231505542fcfa6L,
    0x09aa508b5b7a84e1L, 0xc677de54f3e99bc9L,
    0x005d6af8dedb8119L, 0x6699c329225ee604L,
    0x00002216e584f5faL, 0x1ea926041bedfe98L,
    0x00000000048a1703L, 0x91f7dc42444e8fa2L,
  };

  private TickMath() {}

  /** √1.0001^tick · 2^96, rounded up at the last step. */
  public static Uint256 sqrtPriceAt(int tick) {
    if (tick < MIN_TICK || tick > MAX_TICK) {
      throw new IllegalArgumentException("no price at tick " + tick);
    }
    if (tick == 0) {
      return Uint256.ofLimbs(0, 0, 1L << 32, 0);
    }
    int bits = Math.abs(tick);
    int first = Integer.numberOfTrailingZeros(bits);
    long high = FACTOR[2 * first];
    long low = FACTOR[2 * first + 1];
    for (bits &= bits - 1; bits != 0; bits &= bits - 1) {
      int i = Integer.numberOfTrailingZeros(bits);
      long factorHigh = FACTOR[2 * i];
      long factorLow = FACTOR[2 * i + 1];
      long m1 = high * factorLow;
      long m2 = low * factorHigh;
      long mid = m1 + m2;
      long carryMid = Long.compareUnsigned(mid, m1) < 0 ? 1 : 0;
      long sum = mid + unsignedMultiplyHigh(low, factorLow);
      carryMid += Long.compareUnsigned(sum, mid) < 0 ? 1 : 0;
      long c1 = unsignedMultiplyHigh(high, factorLow);
      long c2 = unsignedMultiplyHigh(low, factorHigh);
      long p = high * factorHigh;
      long top = unsignedMultiplyHigh(high, factorHigh);
      long s1 = p + c1;
      top += Long.compareUnsigned(s1, p) < 0 ? 1 : 0;
      long s2 = s1 + c2;
      top += Long.compareUnsigned(s2, s1) < 0 ? 1 : 0;
      long s3 = s2 + carryMid;
      top += Long.compareUnsigned(s3, s2) < 0 ? 1 : 0;
      high = top;
      low = s3;
    }
    Uint256 ratio = Uint256.ofLimbs(0, 0, high, low);
    if (tick > 0) {
      ratio = Uint256.MAX_VALUE.dividedBy(ratio);
    }
    Uint256 price = ratio.shiftRight(32);
    return ratio.equals(price.shiftLeftWrapping(32)) ? price : price.plusWrapping(Uint256.ONE);
  }

  /** The greatest tick whose price is at most {@code sqrtPrice}. */
  public static int tickAt(Uint256 sqrtPrice) {
    if (sqrtPrice.isLessThan(MIN_SQRT_PRICE) || sqrtPrice.isAtLeast(MAX_SQRT_PRICE)) {
      throw new IllegalArgumentException("no tick at the square root price " + sqrtPrice);
    }
    double estimate = Math.floor(Math.log(sqrtPrice.toDouble() / TWO_96) / LN_SQRT_BASE);
    int tick = (int) Math.clamp(estimate, MIN_TICK, MAX_TICK - 1);
    while (sqrtPriceAt(tick).isGreaterThan(sqrtPrice)) {
      tick--;
    }
    while (sqrtPriceAt(tick + 1).isAtMost(sqrtPrice)) {
      tick++;
    }
    return tick;
  }
}
