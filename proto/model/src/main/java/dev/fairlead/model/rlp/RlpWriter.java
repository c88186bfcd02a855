package dev.fairlead.model.rlp;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Keccak256;
import dev.fairlead.model.Uint256;
import java.util.Arrays;
import java.util.Objects;

/**
 * Writes RLP items one after the other. A list is opened, filled and closed:
 *
 * <pre>{@code
 * int list = writer.openList();
 * writer.number(nonce).bytes(data);
 * writer.closeList(list);
 * }</pre>
 *
 * <p>For one thread.
 */
public final class RlpWriter {
  static final int SHORT_STRING = 0x80;
  static final int LONG_STRING = 0xb7;
  static final int SHORT_LIST = 0xc0;
  static final int LONG_LIST = 0xf7;
  static final int SHORT_LIMIT = 55;

  private byte[] buffer = new byte[256];
  private int length;

  /** A byte that belongs to no item, such as a transaction's type. */
  public RlpWriter raw(int value) {
    reserve(1);
    buffer[length++] = (byte) value;
    return this;
  }

  /** Bytes that are encoded already. */
  public RlpWriter raw(Bytes value) {
    reserve(value.length());
    value.writeTo(buffer, length);
    length += value.length();
    return this;
  }

  public RlpWriter bytes(byte[] value) {
    return bytes(value, 0, value.length);
  }

  public RlpWriter bytes(Bytes value) {
    header(value.length(), value.length() == 1 ? value.at(0) : 0);
    reserve(value.length());
    value.writeTo(buffer, length);
    length += value.length();
    return this;
  }

  public RlpWriter bytes32(Bytes32 value) {
    return bytes(value.toArray());
  }

  public RlpWriter address(Address value) {
    header(Address.LENGTH, 0);
    reserve(Address.LENGTH);
    value.writeTo(buffer, length);
    length += Address.LENGTH;
    return this;
  }

  /** A number that is not negative: its big-endian bytes without leading zeros. */
  public RlpWriter number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("RLP has no negative numbers: " + value);
    }
    return number(Uint256.of(value));
  }

  public RlpWriter number(Uint256 value) {
    int size = (value.bitLength() + 7) / 8;
    return bytes(value.toBytes32(), Bytes32.LENGTH - size, size);
  }

  /** Begins a list, and gives what {@link #closeList} needs to end it. */
  public int openList() {
    return length;
  }

  /** Ends the list that began at {@code opened}: puts its header before its items. */
  public RlpWriter closeList(int opened) {
    int size = length - opened;
    int sizeOfSize = size <= SHORT_LIMIT ? 0 : (39 - Integer.numberOfLeadingZeros(size)) / 8;
    reserve(1 + sizeOfSize);
    System.arraycopy(buffer, opened, buffer, opened + 1 + sizeOfSize, size);
    length = opened;
    header(size, SHORT_LIST, LONG_LIST);
    length += size;
    return this;
  }

  public byte[] toArray() {
    return Arrays.copyOf(buffer, length);
  }

  /** How many bytes were written. */
  public int length() {
    return length;
  }

  /** Forgets what was written, and keeps the memory for what is written next. */
  public RlpWriter clear() {
    length = 0;
    return this;
  }

  /** Adds what was written from {@code from} on, up to {@code to}, to a hash. */
  public void hash(int from, int to, Keccak256 hash) {
    Objects.checkFromToIndex(from, to, length);
    var _ = hash.update(buffer, from, to - from);
  }

  /** Copies what was written from {@code from} on, up to {@code to}. */
  public void copy(int from, int to, byte[] target, int offset) {
    Objects.checkFromToIndex(from, to, length);
    System.arraycopy(buffer, from, target, offset, to - from);
  }

  private RlpWriter bytes(byte[] value, int offset, int size) {
    header(size, size == 1 ? value[offset] : 0);
    reserve(size);
    System.arraycopy(value, offset, buffer, length, size);
    length += size;
    return this;
  }

  /** A single byte below 0x80 is its own encoding. */
  private void header(int size, int first) {
    if (size != 1 || first < 0) {
      header(size, SHORT_STRING, LONG_STRING);
    }
  }

  private void header(int size, int shortBase, int longBase) {
    reserve(5);
    if (size <= SHORT_LIMIT) {
      buffer[length++] = (byte) (shortBase + size);
      return;
    }
    int sizeOfSize = (39 - Integer.numberOfLeadingZeros(size)) / 8;
    buffer[length++] = (byte) (longBase + sizeOfSize);
    for (int shift = 8 * (sizeOfSize - 1); shift >= 0; shift -= 8) {
      buffer[length++] = (byte) (size >>> shift);
    }
  }

  private void reserve(int more) {
    if (length + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
    }
  }
}
