package dev.fairlead.chain.json;

import dev.fairlead.chain.ChainException;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * JSON as a sequence of values, read once and in order straight from the bytes: no tree, no tokens,
 * and no text of numbers, names or hex digits in between. Strict as RFC 8259 is, in UTF-8 alone,
 * also about what is skipped. Hex digits are read as they are, without escapes. Of fields with one
 * name the last counts.
 *
 * <p>Whatever is not as asked throws {@link ChainException} with the place in the document. For one
 * thread.
 */
public final class JsonInput {
  private final byte[] source;
  private final int maxDepth;
  private int position;
  private int depth;
  private byte[] scratch = new byte[512];
  private final Items items = new Items();
  private final FieldOrders orders = new FieldOrders();

  private JsonInput(byte[] source, int maxDepth) {
    this.source = source;
    this.maxDepth = maxDepth;
  }

  /** Reads a document of one value; nothing but space may follow. */
  public static <T> T read(byte[] document, JsonLimits limits, JsonReader<T> reader) {
    if (document.length > limits.documentBytes()) {
      throw ChainException.retryable(
          document.length + " bytes of JSON are more than " + limits.documentBytes());
    }
    JsonInput in = new JsonInput(document, limits.depth());
    in.skipSpace();
    T value = in.value(reader);
    in.skipSpace();
    if (in.position < document.length) {
      throw in.unexpected("the end");
    }
    return value;
  }

  public boolean isNull() {
    return first() == 'n';
  }

  public boolean isFalse() {
    return first() == 'f';
  }

  public boolean isText() {
    return first() == '"';
  }

  public boolean isObject() {
    return first() == '{';
  }

  public boolean isArray() {
    return first() == '[';
  }

  /** Where the value begins, for {@link #again}. */
  public int position() {
    return position;
  }

  /** Reads a value that was passed before; the input stays where it is. */
  public <T> T again(int earlier, JsonReader<T> reader) {
    int here = position;
    position = earlier;
    T value = value(reader);
    position = here;
    return value;
  }

  public String text() {
    int end = textEnd("a string");
    String text = JsonText.read(source, position, end);
    position = end;
    return text;
  }

  public boolean bool() {
    boolean value = first() == 't';
    if (!value && !isFalse()) {
      throw unexpected("a boolean");
    }
    literal(value ? "true" : "false");
    return value;
  }

  /** A JSON number without a fraction or an exponent. */
  public long number() {
    int end = numberEnd();
    if (end != JsonNumber.wholeEnd(source, position)) {
      throw unexpected("an integer");
    }
    try {
      long number =
          Long.parseLong(new String(source, position, end - position, StandardCharsets.US_ASCII));
      position = end;
      return number;
    } catch (NumberFormatException e) {
      throw unexpected("an integer of 64 bits");
    }
  }

  /** A number of up to 256 bits in hex. */
  public Uint256 quantity() {
    int end = quantityEnd(2 * Bytes32.LENGTH);
    if (end < 0) {
      throw unexpected("a quantity");
    }
    Uint256 quantity = HexDigits.number(source, position + 3, end);
    position = end + 1;
    return quantity;
  }

  /** A number in hex that fits a long and is not negative. */
  public long quantityAsLong() {
    int begin = position;
    int end = quantityEnd(HexDigits.IN_LIMB - 1);
    if (end > 0) {
      position = end + 1;
      return HexDigits.limb(source, begin + 3, end);
    }
    Uint256 wide = quantity();
    if (wide.bitLength() < Long.SIZE) {
      return wide.toLongExact();
    }
    position = begin;
    throw unexpected("a quantity below 2^63");
  }

  public Bytes bytes() {
    int at = position + 3;
    int length = 0;
    boolean more = isPrefixed();
    while (more) {
      int most = Math.min(scratch.length - length, (source.length - at) / 2);
      int read = HexDigits.decodeUpTo(source, at, scratch, length, most);
      length += read;
      at += 2 * read;
      more = read == most && length == scratch.length;
      if (more) {
        scratch = Arrays.copyOf(scratch, 2 * length);
      }
    }
    if (!isPrefixed() || !isQuote(at)) {
      throw unexpected("hex digits");
    }
    position = at + 1;
    return Bytes.wrap(Arrays.copyOf(scratch, length));
  }

  public Bytes32 bytes32() {
    return Bytes32.wrap(hex(Bytes32.LENGTH));
  }

  public Address address() {
    return Address.of(hex(Address.LENGTH));
  }

  /** Empty for null. */
  public <T> Optional<T> optional(JsonReader<T> reader) {
    return isNull() ? Optional.empty() : Optional.of(reader.read(this));
  }

  /** Fields that are not among {@code names} are skipped. */
  public <F extends Enum<F>> void object(FieldNames<F> names, FieldReader<F> reader) {
    object(orders.of(names), reader, null);
  }

  /** As above; {@code others} hears the names of the fields that are skipped. */
  public <F extends Enum<F>> void object(
      FieldNames<F> names, FieldReader<F> reader, Consumer<String> others) {
    object(orders.of(names), reader, others);
  }

  private <F extends Enum<F>> void object(
      FieldOrder<F> order, FieldReader<F> reader, @Nullable Consumer<String> others) {
    FieldName<F> before = null;
    for (boolean more = opens('{', '}', "an object"); more; more = continues('}')) {
      int name = position;
      FieldName<F> found = name(order, before);
      int value = position;
      if (found != null) {
        before = found;
        reader.read(found.field(), this);
      } else if (others != null) {
        others.accept(JsonText.read(source, name, JsonText.end(source, name)));
      }
      if (position == value) {
        skip();
      }
    }
  }

  /** The items in their order, in a list that can't be changed. */
  public <T> List<T> list(JsonReader<T> reader) {
    int from = items.size();
    for (boolean more = opens('[', ']', "an array"); more; more = continues(']')) {
      items.add(value(reader));
    }
    return items.takeFrom(from);
  }

  /** Passes over a value of any kind; it is checked like one that is read. */
  public void skip() {
    switch (first()) {
      case '"' -> position = textEnd("a string");
      case '{' -> {
        for (boolean more = opens('{', '}', "an object"); more; more = continues('}')) {
          position = nameEnd();
          skipColon();
          skip();
        }
      }
      case '[' -> {
        for (boolean more = opens('[', ']', "an array"); more; more = continues(']')) {
          skip();
        }
      }
      case 't' -> literal("true");
      case 'f' -> literal("false");
      case 'n' -> literal("null");
      default -> position = numberEnd();
    }
  }

  private <T> T value(JsonReader<T> reader) {
    int begin = position;
    T value = reader.read(this);
    if (position == begin) {
      skip();
    }
    return value;
  }

  /** The value's first byte; of no kind of value behind the end. */
  private byte first() {
    return position < source.length ? source[position] : 0;
  }

  /** Enters an object or array; whether there is anything in it. */
  private boolean opens(char open, char close, String what) {
    if (first() != open) {
      throw unexpected(what);
    }
    if (++depth > maxDepth) {
      throw unexpected("a depth of at most " + maxDepth);
    }
    position++;
    skipSpace();
    if (first() == close) {
      position++;
      depth--;
      return false;
    }
    return true;
  }

  /** Passes over the comma, or leaves the object or array. */
  private boolean continues(char close) {
    skipSpace();
    byte found = first();
    if (found == ',') {
      position++;
      skipSpace();
      return true;
    }
    if (found != close) {
      throw unexpected("\",\" or \"" + close + "\"");
    }
    position++;
    depth--;
    return false;
  }

  private <F extends Enum<F>> @Nullable FieldName<F> name(
      FieldOrder<F> order, @Nullable FieldName<F> before) {
    FieldName<F> found = order.after(before);
    if (found != null && isText() && found.standsAt(source, position + 1)) {
      position += found.length() + 2;
    } else {
      found = otherName(order, before);
    }
    skipColon();
    return found;
  }

  private <F extends Enum<F>> @Nullable FieldName<F> otherName(
      FieldOrder<F> order, @Nullable FieldName<F> before) {
    int begin = position + 1;
    int close = Words.specialFrom(source, begin);
    if (isText() && isQuote(close) && close - position <= JsonLimits.NAME_BYTES) {
      position = close + 1;
      return order.find(source, begin, close, before);
    }
    int end = nameEnd();
    byte[] plain = JsonText.read(source, position, end).getBytes(StandardCharsets.UTF_8);
    position = end;
    return order.find(plain, 0, plain.length, before);
  }

  private int nameEnd() {
    int end = textEnd("a name");
    if (end - position - 2 > JsonLimits.NAME_BYTES) {
      throw unexpected("a name of at most " + JsonLimits.NAME_BYTES + " bytes");
    }
    return end;
  }

  private void skipColon() {
    skipSpace();
    if (first() != ':') {
      throw unexpected("\":\"");
    }
    position++;
    skipSpace();
  }

  private void skipSpace() {
    while (position < source.length && Words.isSpace(source[position])) {
      position++;
    }
  }

  private int textEnd(String what) {
    int end = isText() ? JsonText.end(source, position) : -1;
    if (end < 0) {
      throw unexpected(what);
    }
    return end;
  }

  private int numberEnd() {
    int end = JsonNumber.end(source, position);
    if (end < 0) {
      throw unexpected("a value");
    }
    if (end - position > JsonLimits.NUMBER_BYTES) {
      throw unexpected("a number of at most " + JsonLimits.NUMBER_BYTES + " bytes");
    }
    return end;
  }

  private void literal(String word) {
    if (!JsonText.stands(word, source, position)) {
      throw unexpected("a value");
    }
    position += word.length();
  }

  /** The index behind the digits, 1 to so many; negative if there is no such number. */
  private int quantityEnd(int most) {
    int from = position + 3;
    int end = isPrefixed() ? HexDigits.end(source, from) : from;
    return end > from && end - from <= most && isQuote(end) ? end : -1;
  }

  private boolean isPrefixed() {
    return source.length - position > 3 && HexDigits.isPrefixed(source, position);
  }

  private boolean isQuote(int at) {
    return at < source.length && source[at] == '"';
  }

  private byte[] hex(int length) {
    byte[] content = new byte[length];
    int from = position + 3;
    int end = from + 2 * length;
    if (!isQuote(end) || !isPrefixed() || !HexDigits.decode(source, from, content, length)) {
      throw unexpected(length + " bytes in hex");
    }
    position = end + 1;
    return content;
  }

  private ChainException unexpected(String what) {
    return Expectation.failed(what, source, position);
  }
}
