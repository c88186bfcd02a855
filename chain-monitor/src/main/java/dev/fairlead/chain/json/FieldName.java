package dev.fairlead.chain.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * A field and the bytes of its name. The first and the last eight bytes tell most names apart, and
 * up to sixteen all of them.
 */
final class FieldName<F extends Enum<F>> {
  private final F field;
  private final int place;
  private final byte[] name;
  private final long head;
  private final long tail;

  private FieldName(F field, int place, byte[] name) {
    this.field = field;
    this.place = place;
    this.name = name;
    byte[] padded = Arrays.copyOf(name, name.length + Long.BYTES);
    this.head = head(padded, 0, name.length);
    this.tail = tail(padded, 0, name.length);
  }

  /** The constant {@code PARENT_HASH} is the field {@code parentHash}. */
  static <F extends Enum<F>> FieldName<F> of(F field, int place) {
    return new FieldName<>(
        field, place, camelCase(field.name()).getBytes(StandardCharsets.US_ASCII));
  }

  F field() {
    return field;
  }

  /** Its number among the fields that an object is read for. */
  int place() {
    return place;
  }

  int length() {
    return name.length;
  }

  int hash() {
    return hash(head, tail);
  }

  /** Whether it is the name between two indices, whose first and last bytes are known. */
  boolean is(long otherHead, long otherTail, byte[] source, int from, int to) {
    return head == otherHead
        && tail == otherTail
        && name.length == to - from
        && (name.length <= 2 * Long.BYTES || fits(source, from));
  }

  /** Whether it stands there with a quote behind it. */
  boolean standsAt(byte[] source, int from) {
    int end = from + name.length;
    return source.length - end >= Long.BYTES
        && source[end] == '"'
        && head(source, from, end) == head
        && tail(source, from, end) == tail
        && (name.length <= 2 * Long.BYTES || fits(source, from));
  }

  private boolean fits(byte[] source, int from) {
    return Arrays.equals(name, 0, name.length, source, from, from + name.length);
  }

  static long head(byte[] source, int from, int to) {
    long head = Words.at(source, from);
    return to - from < Long.BYTES ? head & ((1L << ((to - from) << 3)) - 1) : head;
  }

  static long tail(byte[] source, int from, int to) {
    return to - from > Long.BYTES ? Words.at(source, to - Long.BYTES) : 0;
  }

  static int hash(long head, long tail) {
    return (int) (((head ^ (tail * 31)) * 0x9e3779b97f4a7c15L) >>> 40);
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
