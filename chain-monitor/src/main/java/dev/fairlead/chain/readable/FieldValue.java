package dev.fairlead.chain.readable;

import dev.fairlead.chain.abi.AbiValue;
import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import java.util.List;

/** What a field holds. */
public sealed interface FieldValue {
  /**
   * An amount in base units.
   *
   * @param token the zero address stands for native currency
   */
  record Amount(Uint256 amount, Address token) implements FieldValue {}

  /** Seconds since 1970, such as a deadline. */
  record Time(Uint256 seconds) implements FieldValue {}

  /** A value as it stands in the ABI; never a sequence or a tuple. */
  record Plain(AbiValue value) implements FieldValue {}

  /** Values of one kind, or the hops of a path. */
  record Many(List<FieldValue> items) implements FieldValue {
    public Many {
      items = List.copyOf(items);
    }
  }

  /** The members of a tuple. */
  record Group(List<Field> fields) implements FieldValue {
    public Group {
      fields = List.copyOf(fields);
    }
  }
}
