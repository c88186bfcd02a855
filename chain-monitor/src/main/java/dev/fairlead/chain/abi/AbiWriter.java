package dev.fairlead.chain.abi;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Writes the arguments of a call, or the members of a tuple, in their order.
 *
 * <p>Static values go into the head. A dynamic value leaves its offset there, and goes into the
 * tail. For one thread; {@link #toBytes} may be called at any time.
 */
public final class AbiWriter {
  private static final int WORD = 32;

  private final Optional<Signature> function;
  private byte[] head = new byte[8 * WORD];
  private int length;
  private final List<Tail> tails = new ArrayList<>(2);

  private record Tail(int headAt, Bytes content) {}

  private AbiWriter(Optional<Signature> function) {
    this.function = function;
  }

  /** Calldata: the function's selector and its arguments. */
  public static AbiWriter call(Signature function) {
    return new AbiWriter(Optional.of(function));
  }

  /** A tuple, or the arguments of a constructor. */
  public static AbiWriter tuple() {
    return new AbiWriter(Optional.empty());
  }

  public AbiWriter uint(Uint256 value) {
    int at = word();
    value.writeTo(head, at);
    return this;
  }

  public AbiWriter uint(long value) {
    return uint(Uint256.of(value));
  }

  /** A signed number of any width. */
  public AbiWriter signed(long value) {
    return uint(value < 0 ? Uint256.of(-(value + 1)).not() : Uint256.of(value));
  }

  public AbiWriter address(Address value) {
    int at = word();
    value.writeTo(head, at + WORD - Address.LENGTH);
    return this;
  }

  public AbiWriter bool(boolean value) {
    int at = word();
    head[at + WORD - 1] = (byte) (value ? 1 : 0);
    return this;
  }

  /** A {@code bytes32}. */
  public AbiWriter word(Bytes32 value) {
    int at = word();
    System.arraycopy(value.toArray(), 0, head, at, WORD);
    return this;
  }

  /** A {@code bytes1} to {@code bytes31}, such as a selector: padded on the right. */
  public AbiWriter shortBytes(Bytes value) {
    if (value.length() > WORD) {
      throw new IllegalArgumentException("at most 32 bytes fit but found " + value.length());
    }
    int at = word();
    value.writeTo(head, at);
    return this;
  }

  /** A {@code bytes}. */
  public AbiWriter bytes(Bytes value) {
    byte[] content = new byte[WORD + (value.length() + WORD - 1) / WORD * WORD];
    Uint256.of(value.length()).writeTo(content, 0);
    value.writeTo(content, WORD);
    return tail(content);
  }

  /** A {@code string}. */
  public AbiWriter text(String value) {
    return bytes(Bytes.wrap(value.getBytes(StandardCharsets.UTF_8)));
  }

  /** An {@code address[]}. */
  public AbiWriter addresses(List<Address> values) {
    AbiWriter content = tuple().uint(values.size());
    values.forEach(content::address);
    return tail(content.toArray());
  }

  /** A {@code uint256[]}, or of any narrower unsigned type. */
  public AbiWriter uints(List<Uint256> values) {
    AbiWriter content = tuple().uint(values.size());
    values.forEach(content::uint);
    return tail(content.toArray());
  }

  /** An array of tuples without dynamic members, or a {@code bytes32[]}. */
  public AbiWriter staticArray(List<AbiWriter> values) {
    AbiWriter content = tuple().uint(values.size());
    values.forEach(content::inline);
    return tail(content.toArray());
  }

  /** An array of tuples with dynamic members. */
  public AbiWriter dynamicArray(List<AbiWriter> values) {
    AbiWriter content = tuple();
    values.forEach(content::dynamic);
    return tail(counted(values.size(), content.toArray()));
  }

  /** A {@code bytes[]}. */
  public AbiWriter bytesArray(List<Bytes> values) {
    AbiWriter content = tuple();
    values.forEach(content::bytes);
    return tail(counted(values.size(), content.toArray()));
  }

  /** A tuple with no dynamic member: its words stand in place. */
  public AbiWriter inline(AbiWriter tuple) {
    if (!tuple.tails.isEmpty()) {
      throw new IllegalArgumentException("a tuple with dynamic members can't stand in place");
    }
    reserve(tuple.length);
    System.arraycopy(tuple.head, 0, head, length, tuple.length);
    length += tuple.length;
    return this;
  }

  /** A tuple with at least one dynamic member: its offset stands in place. */
  public AbiWriter dynamic(AbiWriter tuple) {
    return tail(tuple.toArray());
  }

  /** All that was written so far. */
  public Bytes toBytes() {
    return Bytes.wrap(toArray());
  }

  private byte[] toArray() {
    int start = function.isPresent() ? Signature.SELECTOR_LENGTH : 0;
    int size = start + length + tails.stream().mapToInt(t -> t.content().length()).sum();
    byte[] all = new byte[size];
    function.ifPresent(f -> f.selector().writeTo(all, 0));
    System.arraycopy(head, 0, all, start, length);
    int at = length;
    for (Tail tail : tails) {
      Uint256.of(at).writeTo(all, start + tail.headAt());
      tail.content().writeTo(all, start + at);
      at += tail.content().length();
    }
    return all;
  }

  private static byte[] counted(int count, byte[] items) {
    byte[] counted = new byte[WORD + items.length];
    Uint256.of(count).writeTo(counted, 0);
    System.arraycopy(items, 0, counted, WORD, items.length);
    return counted;
  }

  private AbiWriter tail(byte[] content) {
    tails.add(new Tail(word(), Bytes.wrap(content)));
    return this;
  }

  /** The offset of a fresh, zeroed word in the head, which may be another array after it. */
  private int word() {
    reserve(WORD);
    int at = length;
    length += WORD;
    return at;
  }

  private void reserve(int more) {
    if (length + more > head.length) {
      head = Arrays.copyOf(head, Math.max(2 * head.length, length + more));
    }
  }
}
