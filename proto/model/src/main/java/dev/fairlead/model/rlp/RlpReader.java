package dev.fairlead.model.rlp;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.util.Arrays;

/**
 * Reads RLP items in their order. Strict: whatever is not the one canonical encoding of its value,
 * or does not end where it says, throws {@link IllegalArgumentException}. For one thread.
 */
public final class RlpReader {
  private final byte[] source;
  private final int end;
  private int at;

  private RlpReader(byte[] source, int from, int end) {
    this.source = source;
    this.at = from;
    this.end = end;
  }

  /** Reads the items in {@code source} from {@code offset} to its end. */
  public static RlpReader of(byte[] source, int offset) {
    return new RlpReader(source, offset, source.length);
  }

  public boolean hasMore() {
    return at < end;
  }

  /** Refuses items that nobody asked for. */
  public void end() {
    if (hasMore()) {
      throw malformed((end - at) + " bytes are left over");
    }
  }

  /** The items of a list. */
  public RlpReader list() {
    int tag = tag();
    if (tag < RlpWriter.SHORT_LIST) {
      throw malformed("expected a list");
    }
    int size = size(tag, RlpWriter.SHORT_LIST, RlpWriter.LONG_LIST);
    at += size;
    return new RlpReader(source, at - size, at);
  }

  public Bytes bytes() {
    int size = string();
    at += size;
    return Bytes.wrap(Arrays.copyOfRange(source, at - size, at));
  }

  public Bytes32 bytes32() {
    return Bytes32.wrap(sized(Bytes32.LENGTH));
  }

  public Address address() {
    return Address.of(sized(Address.LENGTH));
  }

  public Uint256 number() {
    int size = string();
    if (size > Bytes32.LENGTH || (size > 0 && source[at] == 0)) {
      throw malformed("a number has no leading zeros and at most 32 bytes");
    }
    at += size;
    return Uint256.fromBytes(source, at - size, size);
  }

  /** A number that fits a long. */
  public long numberAsLong() {
    Uint256 value = number();
    if (value.bitLength() > 63) {
      throw malformed(value + " does not fit a long");
    }
    return value.toLongExact();
  }

  private byte[] sized(int expected) {
    int size = string();
    if (size != expected) {
      throw malformed("expected " + expected + " bytes but found " + size);
    }
    at += size;
    return Arrays.copyOfRange(source, at - size, at);
  }

  /** Steps over a string's header; its content is then at {@code at}. */
  private int string() {
    int tag = tag();
    if (tag < RlpWriter.SHORT_STRING) {
      at--;
      return 1;
    }
    if (tag >= RlpWriter.SHORT_LIST) {
      throw malformed("expected bytes but found a list");
    }
    int size = size(tag, RlpWriter.SHORT_STRING, RlpWriter.LONG_STRING);
    if (size == 1 && source[at] >= 0) {
      throw malformed("a byte below 0x80 stands for itself");
    }
    return size;
  }

  private int tag() {
    if (!hasMore()) {
      throw malformed("expected another item");
    }
    return source[at++] & 0xff;
  }

  private int size(int tag, int shortBase, int longBase) {
    long size = (long) tag - shortBase;
    if (tag > longBase) {
      int sizeOfSize = tag - longBase;
      if (sizeOfSize > Integer.BYTES || sizeOfSize > end - at || source[at] == 0) {
        throw malformed("the length of an item is not canonical");
      }
      size = 0;
      for (int i = 0; i < sizeOfSize; i++) {
        size = (size << 8) | (source[at++] & 0xff);
      }
      if (size <= RlpWriter.SHORT_LIMIT) {
        throw malformed("the length of an item is not canonical");
      }
    }
    if (size > end - at) {
      throw malformed("an item ends after its container");
    }
    return (int) size;
  }

  private IllegalArgumentException malformed(String what) {
    return new IllegalArgumentException(what + " (RLP, byte " + at + ")");
  }
}
