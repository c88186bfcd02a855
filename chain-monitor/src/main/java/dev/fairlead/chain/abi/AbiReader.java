package dev.fairlead.chain.abi;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a call returned, an event's data or a call's arguments, in their order.
 *
 * <p>Strict: missing bytes, offsets and counts beyond the data, dirty padding of addresses,
 * booleans and narrow integers throw {@link IllegalArgumentException}; nothing is allocated for a
 * count that the data can't hold. For one thread.
 */
public final class AbiReader {
  private static final int WORD = 32;

  private final Bytes data;
  private final int start;
  private int at;

  private AbiReader(Bytes data, int start) {
    this.data = data;
    this.start = start;
    this.at = start;
  }

  public static AbiReader of(Bytes data) {
    return new AbiReader(data, 0);
  }

  /** The arguments after the selector. */
  public static AbiReader ofCall(Bytes calldata) {
    if (calldata.length() < Signature.SELECTOR_LENGTH) {
      throw new IllegalArgumentException("no selector in " + calldata);
    }
    return new AbiReader(calldata, Signature.SELECTOR_LENGTH);
  }

  public Uint256 uint() {
    return data.uint256At(next());
  }

  /** An unsigned number that fits a long. */
  public long uintAsLong() {
    Uint256 value = uint();
    if (value.bitLength() > 63) {
      throw new IllegalArgumentException(value + " does not fit a long");
    }
    return value.toLongExact();
  }

  /** A signed number that fits a long, of any width. */
  public long signed() {
    Uint256 value = uint();
    boolean negative = value.isNegativeTwosComplement();
    Uint256 magnitude = negative ? value.not() : value;
    if (magnitude.bitLength() > 63) {
      throw new IllegalArgumentException("the signed number does not fit a long");
    }
    return negative ? ~magnitude.toLongExact() : magnitude.toLongExact();
  }

  public Address address() {
    int word = next();
    for (int i = word; i < word + WORD - Address.LENGTH; i++) {
      if (data.at(i) != 0) {
        throw new IllegalArgumentException("not an address: " + data.bytes32At(word));
      }
    }
    return data.addressAt(word + WORD - Address.LENGTH);
  }

  public boolean bool() {
    Uint256 value = uint();
    if (value.bitLength() > 1) {
      throw new IllegalArgumentException("not a boolean: " + value);
    }
    return !value.isZero();
  }

  /** A {@code bytes32}. */
  public Bytes32 word() {
    return data.bytes32At(next());
  }

  public AbiReader skip(int words) {
    for (int i = 0; i < words; i++) {
      next();
    }
    return this;
  }

  /** A {@code bytes}. */
  public Bytes bytes() {
    AbiReader content = tuple();
    long length = content.uintAsLong();
    if (length > data.length() - content.at) {
      throw new IllegalArgumentException("there are fewer than " + length + " bytes");
    }
    return data.slice(content.at, content.at + (int) length);
  }

  /** A {@code string}; broken UTF-8 is replaced, since it is only shown. */
  public String text() {
    return new String(bytes().toArray(), StandardCharsets.UTF_8);
  }

  /** An {@code address[]}. */
  public List<Address> addresses() {
    AbiReader content = tuple();
    int count = content.count();
    List<Address> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(content.address());
    }
    return List.copyOf(values);
  }

  /** A {@code uint256[]}, or of any narrower unsigned type. */
  public List<Uint256> uints() {
    AbiReader content = tuple();
    int count = content.count();
    List<Uint256> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(content.uint());
    }
    return List.copyOf(values);
  }

  /** A tuple with dynamic members: follows its offset. Static tuples are read in place. */
  public AbiReader tuple() {
    long offset = uintAsLong();
    if (offset > data.length() - start) {
      throw new IllegalArgumentException("offset " + offset + " is beyond the data");
    }
    return new AbiReader(data, start + (int) offset);
  }

  /** A {@code bytes[]}. */
  public List<Bytes> bytesArray() {
    AbiReader content = tuple();
    int count = content.count();
    AbiReader items = content.here();
    List<Bytes> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(items.bytes());
    }
    return List.copyOf(values);
  }

  /**
   * An array's items, after {@link #tuple} and {@link #count}: a reader whose offsets count from
   * here.
   */
  public AbiReader here() {
    return new AbiReader(data, at);
  }

  /** How many items of at least one word follow. */
  public int count() {
    long count = uintAsLong();
    if (count > (data.length() - at) / WORD) {
      throw new IllegalArgumentException("there are fewer than " + count + " items");
    }
    return (int) count;
  }

  /** Whether another word is left. */
  public boolean hasMore() {
    return data.length() - at >= WORD;
  }

  private int next() {
    if (data.length() - at < WORD) {
      throw new IllegalArgumentException(
          "expected another word after " + at + " bytes but found " + data.length());
    }
    int word = at;
    at += WORD;
    return word;
  }
}
