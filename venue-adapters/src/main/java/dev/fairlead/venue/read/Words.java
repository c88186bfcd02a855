package dev.fairlead.venue.read;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;

/** What the words of topics and storage hold. */
public final class Words {
  private Words() {}

  /** The address in the low 20 bytes. */
  public static Address address(Bytes32 word) {
    return Address.of(word.toArray(), 12, Address.LENGTH);
  }

  public static Uint256 number(Bytes32 word) {
    return Uint256.fromBytes(word.toArray());
  }

  /** A signed number of up to 32 bits, such as a tick. */
  public static int signedInt(Bytes32 word) {
    return number(word).isNegativeTwosComplement()
        ? -number(word).negateWrapping().toIntExact()
        : number(word).toIntExact();
  }

  public static Bytes key(Address address) {
    return Bytes.wrap(address.toArray());
  }

  public static Bytes key(Bytes32 word) {
    return Bytes.wrap(word.toArray());
  }
}
