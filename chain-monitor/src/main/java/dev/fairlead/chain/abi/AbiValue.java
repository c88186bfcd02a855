package dev.fairlead.chain.abi;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Int256;
import dev.fairlead.model.Uint256;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A value of an {@link AbiType}. */
public sealed interface AbiValue {
  record Uint(Uint256 value) implements AbiValue {}

  record Int(Int256 value) implements AbiValue {}

  record Account(Address value) implements AbiValue {}

  record Flag(boolean value) implements AbiValue {}

  /** Bytes of a fixed or any length. */
  record Data(Bytes value) implements AbiValue {}

  /** A string as its bytes, since contracts don't promise that these are UTF-8. */
  record Text(Bytes utf8) implements AbiValue {
    public static Text of(String value) {
      return new Text(Bytes.wrap(value.getBytes(StandardCharsets.UTF_8)));
    }

    /** For people: what is not UTF-8 is replaced. */
    public String text() {
      return new String(utf8.toArray(), StandardCharsets.UTF_8);
    }
  }

  record Sequence(List<AbiValue> items) implements AbiValue {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  record Tuple(List<AbiValue> members) implements AbiValue {
    public Tuple {
      members = List.copyOf(members);
    }
  }
}
