package dev.fairlead.chain.json;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields that an object is read for, found by the bytes of their names. Each constant of the
 * enum is a field: {@code PARENT_HASH} is {@code parentHash}. Immutable; prepared once.
 */
public final class FieldNames<F extends Enum<F>> {
  private final @Nullable FieldName<F>[] slots;
  private final int count;

  private FieldNames(@Nullable FieldName<F>[] slots, int count) {
    this.slots = slots;
    this.count = count;
  }

  public static <F extends Enum<F>> FieldNames<F> of(Class<F> fields) {
    F[] constants = fields.getEnumConstants();
    @SuppressWarnings("unchecked")
    @Nullable FieldName<F>[] slots =
        (@Nullable FieldName<F>[])
            new FieldName<?>[Integer.highestOneBit(constants.length + 1) * 8];
    for (int i = 0; i < constants.length; i++) {
      FieldName<F> name = FieldName.of(constants[i], i);
      int at = name.hash() & (slots.length - 1);
      while (slots[at] != null) {
        at = (at + 1) & (slots.length - 1);
      }
      slots[at] = name;
    }
    return new FieldNames<>(slots, constants.length);
  }

  /** How many fields there are. */
  int count() {
    return count;
  }

  /** The field of that name; null if it is none of these. */
  @Nullable FieldName<F> find(byte[] source, int from, int to) {
    if (source.length - from < Long.BYTES) {
      return find(Arrays.copyOfRange(source, from, to + Long.BYTES), 0, to - from);
    }
    long head = FieldName.head(source, from, to);
    long tail = FieldName.tail(source, from, to);
    int at = FieldName.hash(head, tail) & (slots.length - 1);
    for (FieldName<F> slot = slots[at]; slot != null; slot = slots[at]) {
      if (slot.is(head, tail, source, from, to)) {
        return slot;
      }
      at = (at + 1) & (slots.length - 1);
    }
    return null;
  }
}
