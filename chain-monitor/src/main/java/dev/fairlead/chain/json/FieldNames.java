package dev.fairlead.chain.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The fields that an object is read for, found by the bytes of their names. Each constant of the
 * enum is a field: {@code PARENT_HASH} is {@code parentHash}. Immutable; prepared once.
 */
public final class FieldNames<F extends Enum<F>> {
  private final @Nullable Slot<F>[] slots;

  private FieldNames(@Nullable Slot<F>[] slots) {
    this.slots = slots;
  }

  /** The first and the last eight bytes tell most names apart, and up to sixteen all of them. */
  private static final class Slot<F> {
    private final long head;
    private final long tail;
    private final byte[] name;
    private final F field;

    Slot(long head, long tail, byte[] name, F field) {
      this.head = head;
      this.tail = tail;
      this.name = name;
      this.field = field;
    }
  }

  public static <F extends Enum<F>> FieldNames<F> of(Class<F> fields) {
    F[] constants = fields.getEnumConstants();
    @SuppressWarnings("unchecked")
    @Nullable Slot<F>[] slots =
        (@Nullable Slot<F>[]) new Slot<?>[Integer.highestOneBit(constants.length + 1) * 8];
    for (F field : constants) {
      byte[] name = camelCase(field.name()).getBytes(StandardCharsets.US_ASCII);
      byte[] padded = Arrays.copyOf(name, name.length + Long.BYTES);
      long head = head(padded, 0, name.length);
      long tail = tail(padded, 0, name.length);
      int at = first(head, tail, slots.length);
      while (slots[at] != null) {
        at = (at + 1) & (slots.length - 1);
      }
      slots[at] = new Slot<>(head, tail, name, field);
    }
    return new FieldNames<>(slots);
  }

  /** The field of that name; null if it is none of these. */
  @Nullable F find(byte[] source, int from, int to) {
    if (source.length - from < Long.BYTES) {
      return find(Arrays.copyOfRange(source, from, to + Long.BYTES), 0, to - from);
    }
    long head = head(source, from, to);
    long tail = tail(source, from, to);
    int at = first(head, tail, slots.length);
    for (Slot<F> slot = slots[at]; slot != null; slot = slots[at]) {
      if (slot.head == head
          && slot.tail == tail
          && slot.name.length == to - from
          && (to - from <= 16 || Arrays.equals(slot.name, 0, slot.name.length, source, from, to))) {
        return slot.field;
      }
      at = (at + 1) & (slots.length - 1);
    }
    return null;
  }

  private static long head(byte[] source, int from, int to) {
    long head = Words.at(source, from);
    return to - from < Long.BYTES ? head & ((1L << ((to - from) << 3)) - 1) : head;
  }

  private static long tail(byte[] source, int from, int to) {
    return to - from > Long.BYTES ? Words.at(source, to - Long.BYTES) : 0;
  }

  private static int first(long head, long tail, int slots) {
    return (int) (((head ^ (tail * 31)) * 0x9e3779b97f4a7c15L) >>> 40) & (slots - 1);
  }

  private static String camelCase(String constant) {
    StringBuilder name = new StringBuilder(constant.length());
    boolean upper = false;
    for (char c : constant.toLowerCase(Locale.ROOT).toCharArray()) {
      if (c == '_') {
        upper = true;
      } else {
        name.append(upper ? Character.toUpperCase(c) : c);
        upper = false;
      }
    }
    return name.toString();
  }
}
