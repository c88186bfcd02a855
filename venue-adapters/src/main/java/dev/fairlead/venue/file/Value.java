package dev.fairlead.venue.file;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * One value of a market file and its place. Whatever is not as asked is refused with that place.
 *
 * <p>Numbers that the chain computes with are decimal text, since many readers of JSON keep no more
 * than 53 bits; small ones are numbers.
 */
public final class Value {
  private static final Pattern DECIMAL = Pattern.compile("-?(0|[1-9][0-9]{0,77})");
  private static final int SHOWN = 60;

  private final JsonNode node;
  private final String place;

  Value(JsonNode node, String place) {
    this.node = node;
    this.place = place;
  }

  /** The error that this value is wrong. */
  public MarketFileException invalid(String problem) {
    return new MarketFileException(place, problem);
  }

  /** A number that is not negative, of at most so many bits. */
  public Uint256 number(int bits) {
    BigInteger number = decimal();
    if (number.signum() < 0) {
      throw invalid("negative: " + number);
    }
    if (number.bitLength() > bits) {
      throw invalid("more than " + bits + " bits: " + number);
    }
    return Uint256.of(number);
  }

  /** A number of at most so many bits in two's complement. */
  public BigInteger signed(int bits) {
    BigInteger number = decimal();
    if (number.bitLength() >= bits) {
      throw invalid("more than " + bits + " signed bits: " + number);
    }
    return number;
  }

  private BigInteger decimal() {
    String text = text();
    if (!DECIMAL.matcher(text).matches() || text.equals("-0")) {
      throw invalid("expected a decimal number as text but found " + shown());
    }
    return new BigInteger(text);
  }

  /** A small number between the two, both included. */
  public int integer(int least, int most) {
    return (int) integer((long) least, most);
  }

  /** A number between the two, both included. */
  public long integer(long least, long most) {
    if (!node.isIntegralNumber()) {
      throw invalid("expected a whole number but found " + shown());
    }
    if (!node.canConvertToLong() || node.longValue() < least || node.longValue() > most) {
      throw invalid("expected " + least + " to " + most + " but found " + shown());
    }
    return node.longValue();
  }

  public boolean flag() {
    if (!node.isBoolean()) {
      throw invalid("expected true or false but found " + shown());
    }
    return node.booleanValue();
  }

  public String text() {
    if (!node.isString()) {
      throw invalid("expected text but found " + shown());
    }
    return node.stringValue();
  }

  public Address address() {
    return parsed(Address::parse);
  }

  public Bytes bytes() {
    return parsed(Bytes::parse);
  }

  /** A constant of an enum by its name in lower case, with hyphens. */
  public <E extends Enum<E>> E choice(Class<E> of) {
    String text = text();
    StringJoiner names = new StringJoiner(", ");
    for (E each : of.getEnumConstants()) {
      if (name(each).equals(text)) {
        return each;
      }
      names.add(name(each));
    }
    throw invalid("expected one of " + names + " but found " + shown());
  }

  static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The items of an array. */
  public List<Value> items() {
    if (!node.isArray()) {
      throw invalid("expected an array but found " + shown());
    }
    List<Value> items = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      items.add(new Value(node.get(i), place + "/" + i));
    }
    return items;
  }

  /** An array of exactly {@code count} items. */
  public List<Value> items(int count) {
    List<Value> items = items();
    if (items.size() != count) {
      throw invalid("expected " + count + " items but found " + items.size());
    }
    return items;
  }

  /** An array of exactly {@code count} numbers of at most so many bits. */
  public List<Uint256> numbers(int count, int bits) {
    return items(count).stream().map(item -> item.number(bits)).toList();
  }

  /** An object, of which {@code reader} must ask for each field. */
  public <T> T object(Function<Fields, T> reader) {
    if (!node.isObject()) {
      throw invalid("expected an object but found " + shown());
    }
    Fields fields = new Fields(node, place);
    T read = reader.apply(fields);
    fields.close();
    return read;
  }

  /** What {@code parser} makes of the text; what it refuses is wrong here. */
  public <T> T parsed(Function<String, T> parser) {
    String text = text();
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw invalid(e.getMessage() == null ? "unreadable" : e.getMessage());
    }
  }

  private String shown() {
    String text = node.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  /** A name as a part of a JSON pointer. */
  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
