package dev.fairlead.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;

/** An immutable byte string, compared by content and shown as {@code 0x…}. */
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

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

  /** The 8 bytes from {@code offset}, big-endian. */
  public long longAt(int offset) {
    return (long) BIG_ENDIAN_LONG.get(content, offset);
  }

  /** The big-endian number in the 32 bytes from {@code offset}, such as one ABI word. */
  public Uint256 uint256At(int offset) {
    return Uint256.fromBytes(content, offset, 32);
  }

  /** The 32 bytes from {@code offset}. */
  public Bytes32 bytes32At(int offset) {
    return Bytes32.wrap(Arrays.copyOfRange(content, checked(offset, Bytes32.LENGTH), offset + 32));
  }

  /** The 20 bytes from {@code offset}. */
  public Address addressAt(int offset) {
    return Address.of(content, checked(offset, Address.LENGTH), Address.LENGTH);
  }

  /** Copies the content into {@code target}, from {@code offset} on. */
  public void writeTo(byte[] target, int offset) {
    System.arraycopy(content, 0, target, offset, content.length);
  }

  /** A copy of the content. */
  public byte[] toArray() {
    return content.clone();
  }

  public Bytes32 keccak256() {
    return Bytes32.wrap(Keccak256.hash(content));
  }

  private int checked(int offset, int length) {
    return Objects.checkFromIndexSize(offset, length, content.length);
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
