package dev.fairlead.chain;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Wei;
import org.jspecify.annotations.Nullable;

/** A call that is run but never sent; without {@code from} it comes from the zero address. */
public record Call(@Nullable Address from, Address to, Wei value, Bytes data) {
  /** A view call from nobody. */
  public static Call view(Address to, Bytes data) {
    return new Call(null, to, Wei.ZERO, data);
  }
}
