package dev.fairlead.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spoils a JSON text at random: as text, or as the values and fields in it. */
final class AnswerMutation {
  private static final Pattern VALUE = Pattern.compile("\"0x[0-9a-f]*\"|null|true|false|\\[\\]");
  private static final Pattern FIELD = Pattern.compile("\"[A-Za-z0-9]+\":");
  private static final int LONGEST_SPAN = 200;
  private static final List<String> HOSTILE =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "[[[[",
          "\"",
          "\\",
          "-1",
          "1e999",
          "0",
          "\"\"",
          "\"0x\"",
          "\"0x0\"",
          "\"0x1\"",
          "\"-0x1\"",
          "\"0x-1\"",
          "\"0x123\"",
          "\"0xzz\"",
          "\"0X1\"",
          "\"0x\\uff11\"",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\"0x" + "f".repeat(16) + "\"",
          "\"0x" + "f".repeat(64) + "\"",
          "\"0x" + "f".repeat(65) + "\"",
          "\"0x" + "0".repeat(64) + "\"",
          "\"0x" + "0".repeat(512) + "\"",
          "9".repeat(200),
          "{\"result\":null}",
          "<html>");

  private AnswerMutation() {}

  /** One to three mutations. */
  static String of(String text, RandomGenerator random) {
    String mutated = text;
    for (int left = 1 + random.nextInt(3); left > 0 && !mutated.isEmpty(); left--) {
      mutated = once(mutated, random);
    }
    return mutated;
  }

  private static String once(String text, RandomGenerator random) {
    int at = random.nextInt(text.length());
    int end = Math.min(text.length(), at + 1 + random.nextInt(LONGEST_SPAN));
    return switch (random.nextInt(11)) {
      case 0 -> text.substring(0, at) + (char) (32 + random.nextInt(95)) + text.substring(at + 1);
      case 1 -> text.substring(0, at) + hexDigit(random) + text.substring(at + 1);
      case 2 -> text.substring(0, at) + text.substring(end);
      case 3 -> text.substring(0, end) + text.substring(at);
      case 4 -> text.substring(0, at);
      case 5 -> text.substring(0, at) + any(HOSTILE, random) + text.substring(at);
      case 6, 7 -> replaced(text, VALUE, any(HOSTILE, random), random);
      case 8 -> replaced(text, FIELD, any(found(text, FIELD), random), random);
      case 9 -> replaced(text, VALUE, any(found(text, VALUE), random), random);
      default -> replaced(text, FIELD, doubled(text, random), random);
    };
  }

  /** A field with a value of another, to stand before the one that was there. */
  private static String doubled(String text, RandomGenerator random) {
    String field = any(found(text, FIELD), random);
    return field + any(found(text, VALUE), random) + "," + field;
  }

  private static char hexDigit(RandomGenerator random) {
    return Character.forDigit(random.nextInt(16), 16);
  }

  private static String any(List<String> options, RandomGenerator random) {
    return options.isEmpty() ? "" : options.get(random.nextInt(options.size()));
  }

  private static List<String> found(String text, Pattern pattern) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  /** Puts something in the place of one of the pattern's finds. */
  private static String replaced(
      String text, Pattern pattern, String instead, RandomGenerator random) {
    Matcher matcher = pattern.matcher(text);
    int skip = random.nextInt(1 + found(text, pattern).size());
    while (matcher.find()) {
      if (skip-- == 0) {
        return text.substring(0, matcher.start()) + instead + text.substring(matcher.end());
      }
    }
    return text;
  }
}
