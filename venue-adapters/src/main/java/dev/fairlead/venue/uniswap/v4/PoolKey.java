package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;

/**
 * What identifies a pool in the manager; its id is the hash of these five words.
 *
 * @param currency0 the zero address for the native coin
 * @param fee in pips, or {@link #DYNAMIC_FEE}
 */
public record PoolKey(
    Address currency0, Address currency1, int fee, int tickSpacing, Address hooks) {
  /** Instead of a fee: the manager keeps it in the pool's state, where the hook may change it. */
  public static final int DYNAMIC_FEE = 0x80_0000;

  public boolean isNative() {
    return currency0.isZero();
  }

  public boolean hasDynamicFee() {
    return fee == DYNAMIC_FEE;
  }

  public Bytes32 id() {
    byte[] words = new byte[5 * 32];
    currency0.writeTo(words, 12);
    currency1.writeTo(words, 32 + 12);
    Uint256.of(fee).writeTo(words, 64);
    Uint256.of(tickSpacing).writeTo(words, 96);
    hooks.writeTo(words, 128 + 12);
    return Bytes.wrap(words).keccak256();
  }
}
