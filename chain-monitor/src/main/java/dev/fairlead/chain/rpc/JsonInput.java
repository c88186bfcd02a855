package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * JSON as a stream of values, read once and in order, without a tree in between. Whatever is not as
 * asked throws {@link ChainException}. For one thread.
 */
public final class JsonInput {
  private static final int SHOWN = 80;

  private final JsonParser parser;

  JsonInput(JsonParser parser) {
    this.parser = parser;
  }

  /** Reads one field of an object. */
  @FunctionalInterface
  public interface FieldReader {
    void read(String field, JsonInput in);
  }

  public boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  public boolean isFalse() {
    return parser.currentToken() == JsonToken.VALUE_FALSE;
  }

  public boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  public boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  public void skip() {
    parser.skipChildren();
  }

  public String text() {
    expect(JsonToken.VALUE_STRING, "a string");
    return parser.getString();
  }

  public boolean bool() {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw unexpected("a boolean");
    };
  }

  /** A JSON number. */
  public long number() {
    expect(JsonToken.VALUE_NUMBER_INT, "an integer");
    return parser.getLongValue();
  }

  /** A number of up to 256 bits in hex. */
  public Uint256 quantity() {
    expect(JsonToken.VALUE_STRING, "a quantity");
    char[] chars = parser.getStringCharacters();
    int from = parser.getStringOffset();
    int length = parser.getStringLength();
    if (length < 3 || length > 66 || !prefixed(chars, from)) {
      throw unexpected("a quantity");
    }
    long[] limbs = new long[4];
    for (int i = 2; i < length; i++) {
      int fromEnd = length - 1 - i;
      limbs[fromEnd >>> 4] |= (long) digit(chars[from + i]) << (4 * (fromEnd & 15));
    }
    return Uint256.ofLimbs(limbs[3], limbs[2], limbs[1], limbs[0]);
  }

  /** A number in hex that fits a long and is not negative. */
  public long quantityAsLong() {
    Uint256 value = quantity();
    if (value.bitLength() > 63) {
      throw unexpected("a quantity below 2^63");
    }
    return value.toLongExact();
  }

  /** Bytes in hex. */
  public Bytes bytes() {
    return Bytes.wrap(hex(-1));
  }

  public Bytes32 bytes32() {
    return Bytes32.wrap(hex(Bytes32.LENGTH));
  }

  public Address address() {
    return Address.of(hex(Address.LENGTH));
  }

  /** Empty for null. */
  public <T> Optional<T> optional(RpcRequest.ResultReader<T> reader) {
    return isNull() ? Optional.empty() : Optional.of(reader.read(this));
  }

  public void object(FieldReader reader) {
    expect(JsonToken.START_OBJECT, "an object");
    for (String field = parser.nextName(); field != null; field = parser.nextName()) {
      JsonToken first = parser.nextToken();
      reader.read(field, this);
      if (first.isStructStart() && parser.currentToken() == first) {
        throw new IllegalStateException("field " + field + " was not read");
      }
    }
  }

  public <T> List<T> list(RpcRequest.ResultReader<T> reader) {
    expect(JsonToken.START_ARRAY, "an array");
    List<T> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(reader.read(this));
    }
    return items;
  }

  private byte[] hex(int expected) {
    expect(JsonToken.VALUE_STRING, "hex digits");
    char[] chars = parser.getStringCharacters();
    int from = parser.getStringOffset();
    int length = parser.getStringLength();
    int size = (length - 2) / 2;
    if (length < 2
        || (length & 1) != 0
        || !prefixed(chars, from)
        || (expected >= 0 && size != expected)) {
      throw unexpected(expected < 0 ? "hex digits" : expected + " bytes in hex");
    }
    byte[] content = new byte[size];
    for (int i = 0, at = from + 2; i < size; i++, at += 2) {
      content[i] = (byte) ((digit(chars[at]) << 4) | digit(chars[at + 1]));
    }
    return content;
  }

  private int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
      return c - 'A' + 10;
    }
    throw unexpected("hex digits");
  }

  private static boolean prefixed(char[] chars, int from) {
    return chars[from] == '0' && chars[from + 1] == 'x';
  }

  private void expect(JsonToken token, String what) {
    if (parser.currentToken() != token) {
      throw unexpected(what);
    }
  }

  private ChainException unexpected(String what) {
    String found =
        isText()
            ? "\"" + shortened(parser.getString()) + "\""
            : String.valueOf(parser.currentToken());
    return ChainException.retryable(
        "expected "
            + what
            + " at "
            + parser.streamReadContext().pathAsPointer()
            + " but found "
            + found);
  }

  private static String shortened(String text) {
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return shown.replaceAll("\\p{Cntrl}", " ");
  }
}
