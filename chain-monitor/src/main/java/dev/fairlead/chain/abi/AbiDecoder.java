package dev.fairlead.chain.abi;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Int256;
import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reads values whose types are known only at run time.
 *
 * <p>Takes only the one encoding that compilers and libraries write: each content stands where the
 * one before it ended, padding is clean. So what is read encodes to the same bytes, no value is
 * read twice, and no more is allocated than the data holds. Anything else throws {@link
 * IllegalArgumentException}.
 */
public final class AbiDecoder {
  private static final int WORD = 32;

  private final Bytes data;
  private int end;

  private AbiDecoder(Bytes data) {
    this.data = data;
  }

  /** Values, and where they end in the data. */
  public record Decoded(List<AbiValue> values, int end) {}

  /** All of {@code data}. */
  public static List<AbiValue> decode(List<AbiType> types, Bytes data) {
    Decoded decoded = decode(types, data, 0);
    if (decoded.end() != data.length()) {
      throw new IllegalArgumentException(
          data.length() - decoded.end() + " bytes follow the last value");
    }
    return decoded.values();
  }

  /** The values from {@code start}; bytes may follow them. */
  public static Decoded decode(List<AbiType> types, Bytes data, int start) {
    AbiDecoder decoder = new AbiDecoder(data);
    List<AbiValue> values = decoder.values(types, start);
    return new Decoded(values, decoder.end);
  }

  /** A value without a tail that is one word, such as a topic. */
  public static AbiValue word(AbiType type, Bytes word) {
    if (type.isDynamic() || type.headSize() != WORD || word.length() != WORD) {
      throw new IllegalArgumentException(type.canonical() + " is not one word");
    }
    return new AbiDecoder(word).inPlace(type, 0);
  }

  static int headSize(List<AbiType> types) {
    long size = 0;
    for (AbiType type : types) {
      size += type.headSize();
    }
    return (int) Math.min(size, Integer.MAX_VALUE);
  }

  private List<AbiValue> values(List<AbiType> types, int start) {
    require(start, headSize(types));
    List<AbiValue> values = new ArrayList<>(types.size());
    int head = start;
    int tail = start + headSize(types);
    for (AbiType type : types) {
      if (type.isDynamic()) {
        if (!word(head).equals(Uint256.of(tail - start))) {
          throw new IllegalArgumentException(
              "expected the offset "
                  + (tail - start)
                  + " at byte "
                  + head
                  + " but found "
                  + word(head));
        }
        values.add(inTail(type, tail));
        tail = end;
        head += WORD;
      } else {
        values.add(inPlace(type, head));
        head += type.headSize();
      }
    }
    end = tail;
    return values;
  }

  private AbiValue inTail(AbiType type, int at) {
    return switch (type) {
      case AbiType.DynamicBytes _ -> new AbiValue.Data(content(at));
      case AbiType.Text _ -> new AbiValue.Text(content(at));
      case AbiType.Tuple tuple -> new AbiValue.Tuple(values(types(tuple), at));
      case AbiType.Sequence(AbiType item, var length) -> {
        if (length.isPresent()) {
          yield new AbiValue.Sequence(values(Collections.nCopies(length.getAsInt(), item), at));
        }
        int count = count(at, item.headSize());
        yield new AbiValue.Sequence(values(Collections.nCopies(count, item), at + WORD));
      }
      default -> throw new IllegalStateException(type.canonical() + " is not dynamic");
    };
  }

  private AbiValue inPlace(AbiType type, int at) {
    return switch (type) {
      case AbiType.Uint(int bits) -> new AbiValue.Uint(uint(at, bits));
      case AbiType.Int(int bits) -> new AbiValue.Int(signed(at, bits));
      case AbiType.Account _ ->
          new AbiValue.Account(Address.of(uint(at, 160).toBytes32(), 12, Address.LENGTH));
      case AbiType.Flag _ -> new AbiValue.Flag(!uint(at, 1).isZero());
      case AbiType.FixedBytes(int length) -> new AbiValue.Data(leftmost(at, length));
      case AbiType.FunctionReference _ -> new AbiValue.Data(leftmost(at, 24));
      case AbiType.Tuple tuple -> new AbiValue.Tuple(values(types(tuple), at));
      case AbiType.Sequence(AbiType item, var length) ->
          new AbiValue.Sequence(values(Collections.nCopies(length.orElseThrow(), item), at));
      case AbiType.DynamicBytes _, AbiType.Text _ ->
          throw new IllegalStateException(type.canonical() + " is dynamic");
    };
  }

  static List<AbiType> types(AbiType.Tuple tuple) {
    return tuple.members().stream().map(AbiParameter::type).toList();
  }

  private Bytes content(int at) {
    int length = count(at, 1);
    int from = at + WORD;
    int padded = (length + WORD - 1) / WORD * WORD;
    require(from, padded);
    for (int i = from + length; i < from + padded; i++) {
      if (data.at(i) != 0) {
        throw new IllegalArgumentException("the padding at byte " + i + " is not zero");
      }
    }
    end = from + padded;
    return data.slice(from, from + length);
  }

  private int count(int at, int size) {
    Uint256 count = word(at);
    if (count.isGreaterThan(Uint256.of((data.length() - at - WORD) / size))) {
      throw new IllegalArgumentException(
          "the data has no room for the " + count + " items that it counts at byte " + at);
    }
    return count.toIntExact();
  }

  private Uint256 uint(int at, int bits) {
    Uint256 value = word(at);
    if (value.bitLength() > bits) {
      throw new IllegalArgumentException(
          "the word at byte " + at + " does not fit " + bits + " bits");
    }
    return value;
  }

  private Int256 signed(int at, int bits) {
    Int256 value = new Int256(word(at));
    Uint256 wide = value.isNegative() ? value.bits().not() : value.bits();
    if (wide.bitLength() > bits - 1) {
      throw new IllegalArgumentException(
          "the word at byte " + at + " does not fit " + bits + " signed bits");
    }
    return value;
  }

  private Bytes leftmost(int at, int length) {
    require(at, WORD);
    for (int i = at + length; i < at + WORD; i++) {
      if (data.at(i) != 0) {
        throw new IllegalArgumentException("the padding at byte " + i + " is not zero");
      }
    }
    return data.slice(at, at + length);
  }

  private Uint256 word(int at) {
    require(at, WORD);
    return data.uint256At(at);
  }

  private void require(int from, int length) {
    if (length > data.length() - from) {
      throw new IllegalArgumentException(
          "expected " + length + " more bytes at byte " + from + " of " + data.length());
    }
  }
}
