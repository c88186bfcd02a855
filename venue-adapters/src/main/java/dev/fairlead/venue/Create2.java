package dev.fairlead.venue;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;

/** The address of a contract that a factory deploys by CREATE2: it proves who deployed it. */
final class Create2 {
  private static final int SIZE = 1 + Address.LENGTH + 32 + 32;

  private Create2() {}

  static Address address(Address deployer, Bytes32 salt, Bytes32 initCodeHash) {
    byte[] preimage = new byte[SIZE];
    preimage[0] = (byte) 0xff;
    deployer.writeTo(preimage, 1);
    System.arraycopy(salt.toArray(), 0, preimage, 21, 32);
    System.arraycopy(initCodeHash.toArray(), 0, preimage, 53, 32);
    return Address.of(Bytes.wrap(preimage).keccak256().toArray(), 12, Address.LENGTH);
  }
}
