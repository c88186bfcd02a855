package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.model.Address;
import java.util.Map;

/**
 * Which pools are taken for their hooks.
 *
 * <p>The lowest bits of a hook's address say all that the manager calls it for. Where none of them
 * speaks of swaps, no code of the hook runs in a swap, and whatever it does at other times is done
 * through the manager, by what anybody may call and the manager logs. One thing is neither: a hook
 * sets the fee of a pool whose key says that the fee is dynamic. That fee is in the manager's
 * storage.
 */
final class HookRule {
  private static final int BEFORE_SWAP = 1 << 7;
  private static final int AFTER_SWAP = 1 << 6;
  private static final int BEFORE_SWAP_RETURNS_DELTA = 1 << 3;
  private static final int AFTER_SWAP_RETURNS_DELTA = 1 << 2;
  private static final int AROUND_SWAPS =
      BEFORE_SWAP | AFTER_SWAP | BEFORE_SWAP_RETURNS_DELTA | AFTER_SWAP_RETURNS_DELTA;

  private final Map<Address, HookPromise> vouched;

  HookRule(Map<Address, HookPromise> vouched) {
    this.vouched = Map.copyOf(vouched);
  }

  boolean admits(PoolKey key) {
    return (flags(key) & AROUND_SWAPS) == 0 || vouched.containsKey(key.hooks());
  }

  /** Whether the hook is to be asked for the fee of a swap. */
  boolean namesFee(PoolKey key) {
    return key.hasDynamicFee()
        && (flags(key) & BEFORE_SWAP) != 0
        && vouched.get(key.hooks()) == HookPromise.FEE_OF_THE_BLOCK;
  }

  private static int flags(PoolKey key) {
    byte[] address = key.hooks().toArray();
    return ((address[Address.LENGTH - 2] & 0x3f) << 8) | (address[Address.LENGTH - 1] & 0xff);
  }
}
