package dev.fairlead.node.config;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.StrategyId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.signing.Secret;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The types that one value of the file can have, and how each is written there. */
final class ConfigValue {
  private static final Map<Class<?>, Function<String, Object>> PARSERS =
      Map.ofEntries(
          Map.entry(String.class, text -> text),
          Map.entry(int.class, Integer::valueOf),
          Map.entry(Integer.class, Integer::valueOf),
          Map.entry(long.class, Long::valueOf),
          Map.entry(boolean.class, ConfigValue::bool),
          Map.entry(Path.class, Path::of),
          Map.entry(URI.class, URI::create),
          Map.entry(Duration.class, ConfigValue::duration),
          Map.entry(Secret.class, Secret::of),
          Map.entry(Address.class, Address::parse),
          Map.entry(Bytes.class, Bytes::parse),
          Map.entry(Bytes32.class, Bytes32::parse),
          Map.entry(Uint256.class, Uint256::parse),
          Map.entry(Wei.class, text -> new Wei(Uint256.parse(text))),
          Map.entry(FeePerGas.class, text -> new FeePerGas(Uint256.parse(text))),
          Map.entry(Gas.class, text -> new Gas(Long.parseLong(text))),
          Map.entry(ChainId.class, text -> new ChainId(Long.parseLong(text))),
          Map.entry(StrategyId.class, StrategyId::parse),
          Map.entry(VenueId.class, VenueId::new),
          Map.entry(Fraction.class, text -> Fraction.of(new BigDecimal(text))));

  private ConfigValue() {}

  static boolean isScalar(Class<?> type) {
    return type.isEnum() || PARSERS.containsKey(type);
  }

  static Object parse(Class<?> type, String path, Object raw) {
    if (raw instanceof Map || raw instanceof Iterable) {
      throw new ConfigException(path, "expected one value");
    }
    String text = String.valueOf(raw);
    try {
      return type.isEnum()
          ? constant(type, text)
          : Objects.requireNonNull(PARSERS.get(type)).apply(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ConfigException(path, problem(type, text, e));
    }
  }

  private static Object constant(Class<?> type, String text) {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant)
          .name()
          .replace('_', '-')
          .equals(text.toUpperCase(Locale.ROOT).replace('_', '-'))) {
        return constant;
      }
    }
    throw new IllegalArgumentException("no such choice");
  }

  /** A secret's text stays out of the message. */
  private static String problem(Class<?> type, String text, RuntimeException cause) {
    String shown = type == Secret.class ? "the value" : "\"" + text + "\"";
    return shown + " is not a " + type.getSimpleName() + " (" + cause.getMessage() + ")";
  }

  private static boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false");
    };
  }

  /** Such as {@code 250ms}, {@code 12s}, {@code 5m}, {@code 1h}. */
  private static Duration duration(String text) {
    String unit = text.replaceFirst("^[0-9]+", "");
    long amount = Long.parseLong(text.substring(0, text.length() - unit.length()));
    return switch (unit) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      default -> throw new IllegalArgumentException("expected a number and ms, s, m or h");
    };
  }
}
