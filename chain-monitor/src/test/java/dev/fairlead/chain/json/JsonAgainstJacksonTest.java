package dev.fairlead.chain.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.ChainException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Random documents, sound and damaged: both read the same from them, or both refuse. */
final class JsonAgainstJacksonTest {
  private static final int DOCUMENTS = 30_000;
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 64);
  private static final List<String> NAMES =
      List.of(
          "a", "longerFieldName", "l\\u006fngerFieldName", "fieldOfMoreThanSixteen", "other", "");
  private static final List<String> TEXTS =
      List.of(
          "",
          "0x1",
          "plain text",
          "\\\"\\\\\\/\\b\\f\\n\\r\\t",
          "\\u0041\\ud83d\\ude00\\udead",
          "é€😀",
          "{[:,]}");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "7",
          "-12",
          "9223372036854775807",
          "-9223372036854775808",
          "9223372036854775808",
          "1.5",
          "0e0",
          "-1.25E+3",
          "1e400");
  private static final List<String> SPACES = List.of("", "", "", " ", "\n", "\t\r ");

  private static final String TELLING = "\"\\{}[]:,0-.eEtfn u";
  private static final Map<String, Field> FIELDS =
      Map.of(
          "a", Field.A,
          "longerFieldName", Field.LONGER_FIELD_NAME,
          "fieldOfMoreThanSixteen", Field.FIELD_OF_MORE_THAN_SIXTEEN);

  private final JsonMapper jackson = JsonMapper.builder().build();

  private enum Field {
    A,
    LONGER_FIELD_NAME,
    FIELD_OF_MORE_THAN_SIXTEEN;

    private static final FieldNames<Field> NAMES = FieldNames.of(Field.class);
  }

  @Test
  void readsWhatJacksonReadsAndRefusesWhatJacksonRefuses() {
    long seed = Long.getLong("fairlead.seed", 20_261_129L);
    System.out.println("JsonAgainstJacksonTest seed " + seed);
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      StringBuilder text = new StringBuilder();
      write(random, text, 0);
      byte[] document = text.toString().getBytes(StandardCharsets.UTF_8);
      if (random.nextBoolean()) {
        document = damaged(random, document);
      }
      Optional<String> theirs = byJackson(document);
      assertThat(byUs(document))
          .as("document %d of seed %d: %s", i, seed, new String(document, StandardCharsets.UTF_8))
          .isEqualTo(theirs);
      refused += theirs.isEmpty() ? 1 : 0;
    }
    assertThat(refused).isBetween(DOCUMENTS / 10, DOCUMENTS / 2);
  }

  private static Optional<String> byUs(byte[] document) {
    try {
      return Optional.of(JsonInput.read(document, LIMITS, JsonAgainstJacksonTest::shown));
    } catch (ChainException refusal) {
      return Optional.empty();
    }
  }

  /** Jackson is lenient about UTF-8 and knows other encodings, so it is given text. */
  private Optional<String> byJackson(byte[] document) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
      JsonNode root = jackson.readTree(text);
      return root.isMissingNode() ? Optional.empty() : Optional.of(shown(root));
    } catch (CharacterCodingException | JacksonException refusal) {
      return Optional.empty();
    }
  }

  private static String shown(JsonInput in) {
    if (in.isObject()) {
      Map<Field, String> fields = new EnumMap<>(Field.class);
      in.object(Field.NAMES, (field, value) -> fields.put(field, shown(value)));
      return fields.toString();
    }
    if (in.isArray()) {
      return in.list(JsonAgainstJacksonTest::shown).toString();
    }
    if (in.isText()) {
      return '"' + in.text() + '"';
    }
    if (in.isNull()) {
      return "null";
    }
    try {
      return Long.toString(in.number());
    } catch (ChainException notAnInteger) {
      try {
        return Boolean.toString(in.bool());
      } catch (ChainException notABoolean) {
        return "another number";
      }
    }
  }

  private static String shown(JsonNode node) {
    if (node.isObject()) {
      Map<Field, String> fields = new EnumMap<>(Field.class);
      FIELDS.forEach((name, field) -> {
        JsonNode value = node.get(name);
        if (value != null) {
          fields.put(field, shown(value));
        }
      });
      return fields.toString();
    }
    if (node.isArray()) {
      return node.valueStream().map(JsonAgainstJacksonTest::shown).toList().toString();
    }
    if (node.isString()) {
      return '"' + node.stringValue() + '"';
    }
    if (node.isNumber()) {
      return node.isIntegralNumber() && node.canConvertToLong()
          ? Long.toString(node.longValue())
          : "another number";
    }
    return node.toString();
  }

  private static void write(Random random, StringBuilder text, int depth) {
    text.append(any(random, SPACES));
    switch (random.nextInt(depth < 5 ? 8 : 4)) {
      case 0 -> text.append(any(random, List.of("true", "false", "null")));
      case 1 -> text.append(any(random, NUMBERS));
      case 2, 3 -> text.append('"').append(any(random, TEXTS)).append('"');
      case 4, 5 -> {
        text.append('[');
        for (int i = random.nextInt(4); i > 0; i--) {
          write(random, text, depth + 1);
          text.append(i > 1 ? "," : "");
        }
        text.append(']');
      }
      default -> {
        text.append('{');
        for (int i = random.nextInt(5); i > 0; i--) {
          text.append(any(random, SPACES)).append('"').append(any(random, NAMES)).append('"');
          text.append(any(random, SPACES)).append(':');
          write(random, text, depth + 1);
          text.append(i > 1 ? "," : "");
        }
        text.append('}');
      }
    }
    text.append(any(random, SPACES));
  }

  private static byte[] damaged(Random random, byte[] document) {
    byte[] damaged = document.clone();
    switch (random.nextInt(3)) {
      case 0 -> damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
      case 1 -> damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      default ->
          damaged[random.nextInt(damaged.length)] =
              (byte) TELLING.charAt(random.nextInt(TELLING.length()));
    }
    return damaged;
  }

  private static String any(Random random, List<String> of) {
    return of.get(random.nextInt(of.size()));
  }
}
