package dev.fairlead.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * Keccak-256 with the original padding, as Ethereum uses it: not the SHA3-256 that was standardised
 * later and that the JDK has.
 *
 * <p>The static methods hash at once. An instance hashes in parts: {@link #update} any number of
 * times, then {@link #digest}, which also makes it ready for the next message. An instance belongs
 * to one thread.
 */
public final class Keccak256 {
  private static final VarHandle LITTLE_ENDIAN_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int RATE = 136;
  private static final int SIZE = 32;

  private final long[] lanes = new long[25];

  /** How many bytes of the current block are in the lanes. */
  private int filled;

  /** The 32-byte hash. */
  public static byte[] hash(byte[] message) {
    return hash(message, 0, message.length);
  }

  /** The 32-byte hash of a range. */
  public static byte[] hash(byte[] message, int offset, int length) {
    return new Keccak256().update(message, offset, length).digest();
  }

  public Keccak256 update(byte[] bytes) {
    return update(bytes, 0, bytes.length);
  }

  public Keccak256 update(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    int from = offset;
    int end = offset + length;
    while (from < end) {
      if ((filled & 7) == 0 && end - from >= Long.BYTES) {
        lanes[filled >>> 3] ^= (long) LITTLE_ENDIAN_LONG.get(bytes, from);
        filled += Long.BYTES;
        from += Long.BYTES;
      } else {
        mix(bytes[from++]);
        filled++;
      }
      if (filled == RATE) {
        KeccakPermutation.permute(lanes);
        filled = 0;
      }
    }
    return this;
  }

  /** The hash of all that was added; the instance is empty again. */
  public byte[] digest() {
    mix((byte) 0x01);
    lanes[RATE / 8 - 1] ^= Long.MIN_VALUE;
    KeccakPermutation.permute(lanes);
    byte[] hash = new byte[SIZE];
    for (int i = 0; i < SIZE / Long.BYTES; i++) {
      LITTLE_ENDIAN_LONG.set(hash, i * Long.BYTES, lanes[i]);
    }
    Arrays.fill(lanes, 0);
    filled = 0;
    return hash;
  }

  private void mix(byte value) {
    lanes[filled >>> 3] ^= (value & 0xFFL) << (filled << 3);
  }
}
