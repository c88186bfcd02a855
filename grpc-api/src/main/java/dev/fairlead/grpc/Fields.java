package dev.fairlead.grpc;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.StrategyId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads single fields of requests exactly; what is not exact is refused by the field's name. */
final class Fields {
  private static final int LONGEST_SHOWN = 80;
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,78}(\\.[0-9]{1,77})?");

  private Fields() {}

  static IntentId intentId(String field, String text) {
    return parsed(field, text, IntentId::parse);
  }

  static StrategyId strategyId(String field, String text) {
    return parsed(field, text, StrategyId::parse);
  }

  static String required(String field, String text) {
    if (text.isBlank()) {
      throw new InvalidField(field, "is required");
    }
    return text;
  }

  static ChainId chain(String field, long id) {
    if (id <= 0) {
      throw new InvalidField(field, "is required and positive");
    }
    return new ChainId(id);
  }

  static Address address(String field, String text) {
    return parsed(field, text, Address::parse);
  }

  /** A positive number of base units, written in decimal digits only. */
  static Uint256 amount(String field, String text) {
    Uint256 amount = units(field, text);
    if (amount.isZero()) {
      throw new InvalidField(field, "must be positive");
    }
    return amount;
  }

  static Uint256 units(String field, String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new InvalidField(
          field, "expected base units in decimal digits but found " + quoted(text));
    }
    return parsed(field, text, Uint256::parse);
  }

  /** A positive number of whole tokens, such as 1.5. */
  static BigDecimal whole(String field, String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new InvalidField(field, "expected whole tokens such as 1.5 but found " + quoted(text));
    }
    BigDecimal amount = new BigDecimal(text);
    if (amount.signum() == 0) {
      throw new InvalidField(field, "must be positive");
    }
    return amount;
  }

  static Fraction fraction(String field, double value) {
    try {
      return Fraction.ofExact(value);
    } catch (IllegalArgumentException e) {
      throw new InvalidField(
          field, "expected an exact share from 0 to 1 of at most nine places but found " + value);
    }
  }

  /** A time of the years 1 to 9999, which is what a Timestamp may say. */
  static Instant instant(String field, Timestamp time) {
    if (!Timestamps.isValid(time)) {
      throw new InvalidField(
          field,
          "expected a time from %s to %s but found %d s and %d ns after 1970"
              .formatted(
                  Timestamps.toString(Timestamps.MIN_VALUE),
                  Timestamps.toString(Timestamps.MAX_VALUE),
                  time.getSeconds(),
                  time.getNanos()));
    }
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  static <T> T parsed(String field, String text, Function<String, T> parser) {
    if (text.isEmpty()) {
      throw new InvalidField(field, "is required");
    }
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidField(field, problem(text, e));
    }
  }

  private static String problem(String text, RuntimeException cause) {
    return text.length() > LONGEST_SHOWN
        ? quoted(text) + " can't be read"
        : String.valueOf(cause.getMessage());
  }

  private static String quoted(String text) {
    return text.length() > LONGEST_SHOWN
        ? "\"" + text.substring(0, LONGEST_SHOWN) + "…\" (" + text.length() + " characters)"
        : "\"" + text + "\"";
  }
}
