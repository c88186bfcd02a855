package dev.fairlead.venue.router;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.venue.uniswap.v4.PoolKey;

/** One pool on the way through a venue's own router, in the words that the router finds it by. */
public sealed interface RouterHop {
  Address tokenIn();

  Address tokenOut();

  /** The pair of two tokens at the router's factory. */
  record UniswapV2(Address tokenIn, Address tokenOut) implements RouterHop {}

  /**
   * The pool of two tokens and a fee at the router's factory.
   *
   * @param fee in hundredths of a basis point
   */
  record UniswapV3(Address tokenIn, Address tokenOut, int fee) implements RouterHop {
    public UniswapV3 {
      if (fee < 0 || fee >= 1_000_000) {
        throw new IllegalArgumentException("a fee is less than the whole but found " + fee);
      }
    }
  }

  /**
   * A pool of the V4 pool manager; the coin's address is zero.
   *
   * @param fee in hundredths of a basis point, or {@link PoolKey#DYNAMIC_FEE}
   */
  record UniswapV4(Address tokenIn, Address tokenOut, int fee, int tickSpacing, Address hooks)
      implements RouterHop {
    private static final int MOST_TICK_SPACING = 32_767;

    public UniswapV4 {
      if (fee < 0 || fee > PoolKey.DYNAMIC_FEE) {
        throw new IllegalArgumentException("no pool has the fee " + fee);
      }
      if (tickSpacing < 1 || tickSpacing > MOST_TICK_SPACING) {
        throw new IllegalArgumentException("no pool has the tick spacing " + tickSpacing);
      }
    }

    PoolKey key() {
      boolean up = tokenIn.compareTo(tokenOut) < 0;
      return new PoolKey(up ? tokenIn : tokenOut, up ? tokenOut : tokenIn, fee, tickSpacing, hooks);
    }
  }

  /** A pool of the Balancer V2 Vault. */
  record BalancerV2(Bytes32 poolId, Address tokenIn, Address tokenOut) implements RouterHop {}

  /** A pool of the Balancer V3 Vault. */
  record BalancerV3(Address pool, Address tokenIn, Address tokenOut) implements RouterHop {}
}
