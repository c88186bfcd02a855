package dev.fairlead.venue;

import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;

/**
 * A factory that makes its pools by CREATE2, so that what a pool is of says where it stands.
 *
 * @param initCodeHash of the code that it makes pools with
 */
public record PoolFactory(Address address, Bytes32 initCodeHash) {
  /** The pair of two tokens, in whichever order, as Uniswap V2 and its forks make it. */
  public Address pair(Address one, Address other) {
    byte[] both = new byte[2 * Address.LENGTH];
    lower(one, other).writeTo(both, 0);
    higher(one, other).writeTo(both, Address.LENGTH);
    return made(Bytes.wrap(both));
  }

  /** The pool of two tokens, in whichever order, at a fee, as Uniswap V3 and its forks make it. */
  public Address pool(Address one, Address other, int fee) {
    return made(
        AbiWriter.tuple()
            .address(lower(one, other))
            .address(higher(one, other))
            .uint(fee)
            .toBytes());
  }

  private Address made(Bytes key) {
    return Create2.address(address, key.keccak256(), initCodeHash);
  }

  private static Address lower(Address one, Address other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Address higher(Address one, Address other) {
    return one.compareTo(other) < 0 ? other : one;
  }
}
