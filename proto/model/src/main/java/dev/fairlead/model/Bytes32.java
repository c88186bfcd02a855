package dev.fairlead.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/** Exactly 32 immutable bytes: what hashes, roots and pool ids are made of. */
public final class Bytes32 implements Comparable<Bytes32> {
  public static final int LENGTH = 32;
  public static final Bytes32 ZERO = new Bytes32(new byte[LENGTH]);

  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] content;

  private Bytes32(byte[] content) {
    this.content = content;
  }

  /** Copies {@code content}, which must be 32 bytes long. */
  public static Bytes32 of(byte[] content) {
    return wrap(content.clone());
  }

  /** Takes {@code content} over without a copy; the caller must not touch it again. */
  public static Bytes32 wrap(byte[] content) {
    if (content.length != LENGTH) {
      throw new IllegalArgumentException("expected 32 bytes but found " + content.length);
    }
    return new Bytes32(content);
  }

  /** Reads {@code 0x} and 64 hex digits; anything else is refused. */
  public static Bytes32 parse(String hex) {
    if (hex.length() != 66 || !hex.startsWith("0x")) {
      throw new IllegalArgumentException("expected 0x and 64 hex digits but found \"" + hex + "\"");
    }
    return new Bytes32(HexFormat.of().parseHex(hex, 2, hex.length()));
  }

  /** A copy of the content. */
  public byte[] toArray() {
    return content.clone();
  }

  /** The 8 bytes from {@code offset}, big-endian. */
  public long longAt(int offset) {
    return (long) BIG_ENDIAN_LONG.get(content, offset);
  }

  /** The 20 bytes from {@code offset}. */
  public Address addressAt(int offset) {
    return Address.of(content, offset, Address.LENGTH);
  }

  /** The same bits as a number. */
  public Uint256 toUint256() {
    return Uint256.fromBytes(content, 0, LENGTH);
  }

  public void writeTo(ByteBuffer target) {
    target.put(content);
  }

  @Override
  public int compareTo(Bytes32 other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes32 that && Arrays.equals(content, that.content);
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
