package dev.fairlead.venue.read;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;

/** Addresses and words as the keys that pools are known by. */
public final class Words {
  private Words() {}

  public static Bytes key(Address address) {
    return Bytes.wrap(address.toArray());
  }

  public static Bytes key(Bytes32 word) {
    return Bytes.wrap(word.toArray());
  }
}
