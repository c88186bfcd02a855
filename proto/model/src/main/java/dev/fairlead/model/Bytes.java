package dev.fairlead.model;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable byte string, compared by content and shown as {@code 0x…}. */
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  /** Copies {@code content}. */
  public static Bytes of(byte... content) {
    return content.length == 0 ? EMPTY : new Bytes(content.clone());
  }

  /** Takes {@code content} over without a copy; the caller must not touch it again. */
  public static Bytes wrap(byte[] content) {
    return content.length == 0 ? EMPTY : new Bytes(content);
  }

  /** Reads {@code 0x} and an even number of hex digits; anything else is refused. */
  public static Bytes parse(String hex) {
    if (!hex.startsWith("0x")) {
      throw new IllegalArgumentException("expected 0x and hex digits but found \"" + hex + "\"");
    }
    return wrap(HexFormat.of().parseHex(hex, 2, hex.length()));
  }

  public int length() {
    return content.length;
  }

  public byte at(int index) {
    return content[index];
  }

  public Bytes slice(int from, int to) {
    return wrap(Arrays.copyOfRange(content, from, to));
  }

  /** A copy of the content. */
  public byte[] toArray() {
    return content.clone();
  }

  public Bytes32 keccak256() {
    return Bytes32.wrap(Keccak256.hash(content));
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(content, that.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return "0x" + HexFormat.of().formatHex(content);
  }
}
