package dev.fairlead.venue.balancer.v3;

import dev.fairlead.model.Uint256;
import dev.fairlead.venue.balancer.curve.Fixed18;
import java.util.List;

/**
 * What owners may change about a pool, but trades do not; shares in 18 decimals.
 *
 * @param swapFee of the input
 * @param aggregateSwapFee the part of the swap fee that does not stay in the pool
 * @param aggregateYieldFee the part of a rate's growth that does not stay in the pool
 * @param minimumTrade the least amount, in 18 decimals and with its rate, that may go in or out
 * @param paused whether the pool or the whole Vault is stopped
 * @param recovering whether it is in recovery mode, in which no aggregate fee is taken
 * @param ramping whether the amplification moves, so that each second has its own
 * @param leastBalances what the live balances may not fall below, in the later weighted pools,
 *     which also count one unit more of the token that comes in; empty in all others
 */
public record BalancerV3Terms(
    Uint256 swapFee,
    Uint256 aggregateSwapFee,
    Uint256 aggregateYieldFee,
    Uint256 minimumTrade,
    boolean paused,
    boolean recovering,
    boolean ramping,
    List<Uint256> leastBalances) {
  public BalancerV3Terms {
    leastBalances = List.copyOf(leastBalances);
  }

  BalancerV3Terms withSwapFee(Uint256 next) {
    return new BalancerV3Terms(
        next,
        aggregateSwapFee,
        aggregateYieldFee,
        minimumTrade,
        paused,
        recovering,
        ramping,
        leastBalances);
  }

  /** What of a swap fee leaves the pool. */
  Uint256 aggregateOf(Uint256 fee) {
    return recovering ? Uint256.ZERO : Fixed18.mulDown(fee, aggregateSwapFee);
  }

  boolean takesYield() {
    return !recovering && !aggregateYieldFee.isZero();
  }
}
