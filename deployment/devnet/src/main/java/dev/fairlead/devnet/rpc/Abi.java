package dev.fairlead.devnet.rpc;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * Encodes and decodes calls from their canonical signatures.
 *
 * <p>Values: integers are {@link BigInteger}, {@code Integer} or {@code Long} (decoded as {@code
 * BigInteger}); addresses {@link Address}; {@code bool} {@code Boolean}; {@code bytesN} and {@code
 * bytes} {@code byte[]} (or {@link Bytes32} when encoding); {@code string} {@code String}; arrays
 * and tuples {@code List}.
 */
public final class Abi {
  private static final int WORD = 32;

  private Abi() {}

  /**
   * A call: the selector of {@code signature}, such as {@code transfer(address,uint256)}, and its
   * arguments.
   */
  public static byte[] call(String signature, Object... arguments) {
    byte[] selector =
        Arrays.copyOf(Hashes.keccak(signature.getBytes(StandardCharsets.US_ASCII)), 4);
    byte[] body = encode(signature.substring(signature.indexOf('(')), arguments);
    return concat(selector, body);
  }

  /** Arguments alone, as a constructor takes them. */
  public static byte[] encode(String types, Object... arguments) {
    return tuple(AbiType.tuple(types).members(), Arrays.asList(arguments));
  }

  /** Reads a result; {@code types} is such as {@code (uint256,address[])}. */
  public static List<Object> decode(String types, byte[] data) {
    return members(AbiType.tuple(types).members(), data, 0);
  }

  /** Joins byte strings. */
  public static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static byte[] tuple(List<AbiType> types, List<?> values) {
    if (types.size() != values.size()) {
      throw new IllegalArgumentException(types + " cannot hold " + values);
    }
    int headSize = types.stream().mapToInt(AbiType::headWords).sum() * WORD;
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    ByteArrayOutputStream tail = new ByteArrayOutputStream();
    for (int i = 0; i < types.size(); i++) {
      byte[] encoded = value(types.get(i), values.get(i));
      if (types.get(i).dynamic()) {
        head.writeBytes(word(BigInteger.valueOf((long) headSize + tail.size())));
        tail.writeBytes(encoded);
      } else {
        head.writeBytes(encoded);
      }
    }
    return concat(head.toByteArray(), tail.toByteArray());
  }

  private static byte[] value(AbiType type, Object value) {
    return switch (type) {
      case AbiType.Word word -> word(word.name(), value);
      case AbiType.Blob blob -> {
        byte[] content =
            value instanceof String text ? text.getBytes(StandardCharsets.UTF_8) : (byte[]) value;
        int padded = (content.length + WORD - 1) / WORD * WORD;
        yield concat(word(BigInteger.valueOf(content.length)), Arrays.copyOf(content, padded));
      }
      case AbiType.Array array -> {
        List<?> elements = (List<?>) value;
        List<AbiType> types = Collections.nCopies(elements.size(), array.element());
        byte[] body = tuple(types, elements);
        if (array.length() >= 0 && array.length() != elements.size()) {
          throw new IllegalArgumentException(array + " cannot hold " + elements);
        }
        yield array.length() >= 0 ? body : concat(word(BigInteger.valueOf(elements.size())), body);
      }
      case AbiType.Tuple members -> tuple(members.members(), (List<?>) value);
    };
  }

  private static byte[] word(String type, Object value) {
    return switch (value) {
      case BigInteger number -> word(number);
      case Integer number -> word(BigInteger.valueOf(number));
      case Long number -> word(BigInteger.valueOf(number));
      case Boolean flag -> word(flag ? BigInteger.ONE : BigInteger.ZERO);
      case Address address -> concat(new byte[12], address.toArray());
      case Bytes32 bytes -> bytes.toArray();
      case byte[] bytes -> Arrays.copyOf(bytes, WORD);
      default -> throw new IllegalArgumentException(value.getClass() + " is no " + type);
    };
  }

  private static byte[] word(BigInteger number) {
    byte[] minimal = number.toByteArray();
    int start = minimal.length > WORD && minimal[0] == 0 ? 1 : 0;
    int length = minimal.length - start;
    if (length > WORD) {
      throw new IllegalArgumentException(number + " does not fit a word");
    }
    byte[] word = new byte[WORD];
    if (number.signum() < 0) {
      Arrays.fill(word, (byte) 0xff);
    }
    System.arraycopy(minimal, start, word, WORD - length, length);
    return word;
  }

  private static List<Object> members(List<AbiType> types, byte[] data, int base) {
    List<Object> values = new ArrayList<>(types.size());
    int head = base;
    for (AbiType type : types) {
      int at = type.dynamic() ? base + size(data, head) : head;
      values.add(value(type, data, at));
      head += type.headWords() * WORD;
    }
    return values;
  }

  private static Object value(AbiType type, byte[] data, int at) {
    return switch (type) {
      case AbiType.Word word -> word(word.name(), data, at);
      case AbiType.Blob blob -> {
        byte[] content = slice(data, at + WORD, size(data, at));
        yield blob.text() ? new String(content, StandardCharsets.UTF_8) : content;
      }
      case AbiType.Array array -> {
        boolean counted = array.length() < 0;
        int length = counted ? size(data, at) : array.length();
        List<AbiType> types = Collections.nCopies(length, array.element());
        yield members(types, data, counted ? at + WORD : at);
      }
      case AbiType.Tuple tuple -> members(tuple.members(), data, at);
    };
  }

  private static Object word(String type, byte[] data, int at) {
    byte[] word = slice(data, at, WORD);
    if (type.startsWith("uint")) {
      return new BigInteger(1, word);
    }
    if (type.startsWith("int")) {
      return new BigInteger(word);
    }
    if (type.startsWith("bytes")) {
      return Arrays.copyOf(word, Integer.parseInt(type.substring("bytes".length())));
    }
    return switch (type) {
      case "address" -> Address.of(word, 12, Address.LENGTH);
      case "bool" -> word[WORD - 1] != 0;
      default -> throw new IllegalArgumentException("not a type: " + type);
    };
  }

  private static int size(byte[] data, int at) {
    return new BigInteger(1, slice(data, at, WORD)).intValueExact();
  }

  private static byte[] slice(byte[] data, int from, int length) {
    if (from < 0 || length < 0 || from + length > data.length) {
      throw new IllegalArgumentException(
          "the answer is too short: " + HexFormat.of().formatHex(data));
    }
    return Arrays.copyOfRange(data, from, from + length);
  }
}
