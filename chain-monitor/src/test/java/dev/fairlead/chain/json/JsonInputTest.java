package dev.fairlead.chain.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.ChainException;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonInputTest {
  private static final JsonLimits LIMITS = new JsonLimits(1 << 20, 8);

  private enum Field {
    A,
    PARENT_HASH,
    SHA3_UNCLES,
    Y_PARITY,
    MAX_PRIORITY_FEE_PER_GAS,
    MAX_PRIORITY_TIP_PER_GAS;

    private static final FieldNames<Field> NAMES = FieldNames.of(Field.class);
  }

  @Test
  void readsEachKindOfValue() {
    assertThat(read("\"0x2a\"", JsonInput::quantity)).isEqualTo(Uint256.of(42));
    assertThat(read("\"0x7fffffffffffffff\"", JsonInput::quantityAsLong)).isEqualTo(Long.MAX_VALUE);
    assertThat(read("\"0x000000000000000000000001\"", JsonInput::quantityAsLong)).isEqualTo(1);
    assertThat(read("\"0xABcd\"", JsonInput::bytes)).isEqualTo(Bytes.parse("0xabcd"));
    assertThat(read("\"0x\"", JsonInput::bytes)).isEqualTo(Bytes.EMPTY);
    assertThat(read("-12", JsonInput::number)).isEqualTo(-12);
    List<Boolean> flags = read(" [true , false ] ", in -> in.list(JsonInput::bool));
    assertThat(flags).containsExactly(true, false);
    Optional<Bytes> none = read("null", in -> in.optional(JsonInput::bytes));
    assertThat(none).isEmpty();
    Optional<Bytes> some = read("\"0x01\"", in -> in.optional(JsonInput::bytes));
    assertThat(some).contains(Bytes.parse("0x01"));
    assertThat(read("\"a\\\"\\u00e9\\n€😀\\ud83d\\ude00\"", JsonInput::text))
        .isEqualTo("a\"é\n€😀😀");
    String word = "0x" + "0123456789abcdef".repeat(4);
    assertThat(read("\"" + word + "\"", JsonInput::bytes32)).isEqualTo(Bytes32.parse(word));
    String account = "0x" + "fe".repeat(20);
    assertThat(read("\"" + account + "\"", JsonInput::address)).isEqualTo(Address.parse(account));
  }

  @Test
  void readsQuantitiesOfEveryLengthAsBigIntegerDoes() {
    Random random = new Random(7);
    for (int digits = 1; digits <= 64; digits++) {
      BigInteger number = new BigInteger(4 * digits, random);
      String text = "0x" + "0".repeat(digits - number.toString(16).length()) + number.toString(16);
      assertThat(read("\"" + text + "\"", JsonInput::quantity).toBigInteger()).isEqualTo(number);
      assertThat(
              read("[\"" + text + "\",\"" + "f".repeat(80) + "\"]", JsonInputTest::firstQuantity))
          .isEqualTo(number);
    }
  }

  @Test
  void readsBytesOfEveryLength() {
    for (int length = 0; length < 3_000; length += 1 + length / 20) {
      byte[] content = new byte[length];
      new Random(length).nextBytes(content);
      assertThat(read("\"" + Bytes.of(content) + "\"", JsonInput::bytes))
          .isEqualTo(Bytes.of(content));
    }
  }

  @Test
  void tellsFieldsApartByTheBytesOfTheirNames() {
    assertThat(
            fields(
                """
                {"a":1,"parentHash":2, "b":{"a":[9]} , "sha3Uncles" :3,"yParity":4,"maxPriorityFeePerGas":5,
                 "maxPriorityTipPerGas":6,"maxPrior____eePerGas":7,"parenthash":8,"":9,"\\u0061":10,"a":11}\
                """))
        .containsExactly(
            "A=1",
            "PARENT_HASH=2",
            "SHA3_UNCLES=3",
            "Y_PARITY=4",
            "MAX_PRIORITY_FEE_PER_GAS=5",
            "MAX_PRIORITY_TIP_PER_GAS=6",
            "A=10",
            "A=11");
    assertThat(fields("{}")).isEmpty();
  }

  @Test
  void readsObjectsOfOneKindWhateverTheOrderOfTheirFields() {
    List<List<String>> objects =
        read(
            """
            [{"a":1,"parentHash":2,"yParity":3},{"a":4,"parentHash":5,"yParity":6},
             {"a":7,"x":0,"parentHash":8,"parentHashes":0,"y":0,"yParity":9},{},{"yParity":1,"a":2},
             {"a":3,"parent\\u0048ash":4,"yParity" :5},{"parentHash":6,"a":7,"a":8},
             {"a":9,"maxPriorityFeePerGas":1},{"a":2,"maxPriorityTipPerGas":3}]\
            """,
            in -> in.list(JsonInputTest::numbers));
    assertThat(objects)
        .containsExactly(
            List.of("A=1", "PARENT_HASH=2", "Y_PARITY=3"),
            List.of("A=4", "PARENT_HASH=5", "Y_PARITY=6"),
            List.of("A=7", "PARENT_HASH=8", "Y_PARITY=9"),
            List.of(),
            List.of("Y_PARITY=1", "A=2"),
            List.of("A=3", "PARENT_HASH=4", "Y_PARITY=5"),
            List.of("PARENT_HASH=6", "A=7", "A=8"),
            List.of("A=9", "MAX_PRIORITY_FEE_PER_GAS=1"),
            List.of("A=2", "MAX_PRIORITY_TIP_PER_GAS=3"));
  }

  @Test
  void readsListsOfEveryLengthAndListsInThem() {
    for (int length = 0; length < 40; length++) {
      List<Long> expected = LongStream.range(0, length).boxed().toList();
      List<List<Long>> lists =
          read("[" + expected + ",[]," + expected + "]", in -> in.list(JsonInputTest::longs));
      assertThat(lists).containsExactly(expected, List.of(), expected);
      assertThatThrownBy(() -> lists.add(expected))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }

  @Test
  void skipsWhatAReaderLeavesUnread() {
    List<Field> seen = new ArrayList<>();
    read(
        "{\"a\":{\"x\":[1,{\"y\":\"z\"}]},\"yParity\":[[]]}",
        in -> {
          in.object(Field.NAMES, (field, _) -> seen.add(field));
          return true;
        });
    assertThat(seen).containsExactly(Field.A, Field.Y_PARITY);
  }

  @Test
  void readsAgainWhatWasPassed() {
    List<String> fields =
        read(
            "[{\"a\":7},1]",
            in -> in.again(in.list(JsonInput::position).getFirst(), JsonInputTest::numbers));
    assertThat(fields).containsExactly("A=7");
  }

  @Test
  void tellsTheNamesOfOtherFieldsToWhoAsks() {
    List<String> read = new ArrayList<>();
    List<String> others = new ArrayList<>();
    read(
        "{\"x\":[1],\"a\":1,\"\\u0079\\\"\":{}}",
        in -> {
          in.object(
              Field.NAMES, (field, value) -> read.add(field + "=" + value.number()), others::add);
          return true;
        });
    assertThat(read).containsExactly("A=1");
    assertThat(others).containsExactly("x", "y\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "nul",
        "tru",
        "nulll",
        "[1,]",
        "[,1]",
        "[1 2]",
        "[1",
        "{\"a\"}",
        "{\"a\":}",
        "{a:1}",
        "{\"a\":1,}",
        "{\"a\":1",
        "{\"a\" 1}",
        "'a'",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\u123",
        "\"\\",
        "\"\t\"",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "1e+",
        "+1",
        "0x1",
        "NaN",
        "1 2",
        "[]]",
        "//",
        "\uFEFF1"
      })
  @DisplayName("failures #94: what is not JSON is a typed error, also where it is skipped")
  void refusesWhatIsNotJson(String text) {
    refuses(bytes(text), JsonInputTest::skipped);
    refuses(bytes("{\"zzz\":" + text + "}"), JsonInputTest::numbers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "c080",
        "c1bf",
        "e08080",
        "eda080",
        "f0808080",
        "f4908080",
        "f5808080",
        "c3",
        "e282"
      })
  @DisplayName("failures #94: what is not UTF-8 is a typed error")
  void refusesWhatIsNotUtf8(String hex) {
    byte[] text = bytes("\"" + " ".repeat(hex.length() / 2) + "\"");
    Bytes.parse("0x" + hex).writeTo(text, 1);
    refuses(text, JsonInput::text);
    refuses(text, JsonInputTest::skipped);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0x",
        "1",
        "0X1",
        "0x-1",
        "-0x1",
        "0xg",
        "0x1 ",
        " 0x1",
        "0x1\u0661",
        "0x1\u0332",
        "\\u0030x1",
        "0x10000000000000000000000000000000000000000000000000000000000000000"
      })
  @DisplayName("failures #94: a quantity that is negative, overlong or not hex is a typed error")
  void refusesWhatIsNotAQuantity(String text) {
    refuses(bytes("\"" + text + "\""), JsonInput::quantity);
    refuses(bytes("\"" + text + "\""), JsonInput::quantityAsLong);
  }

  @Test
  @DisplayName("failures #94: hex of a wrong length, or too large for its type, is a typed error")
  void refusesHexThatDoesNotFit() {
    refuses(bytes("\"0x123\""), JsonInput::bytes);
    refuses(bytes("\"0x1g\""), JsonInput::bytes);
    refuses(bytes("\"0x12"), JsonInput::bytes);
    refuses(bytes("\"0x12\""), JsonInput::address);
    refuses(bytes("\"0x" + "0".repeat(63) + "\""), JsonInput::bytes32);
    refuses(bytes("\"0x" + "0".repeat(66) + "\""), JsonInput::bytes32);
    refuses(bytes("\"0x8000000000000000\""), JsonInput::quantityAsLong);
    refuses(bytes("9223372036854775808"), JsonInput::number);
    refuses(bytes("1.5"), JsonInput::number);
    refuses(bytes("1e3"), JsonInput::number);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"yParity\":[0,\"no\"]}} | expected a boolean at /a/yParity/1 but found \"no\"",
        "{\"a\":\"\",\"x~/y\":[0,tru]} | expected a value at /x~0~1y/1 but found tru",
        "{\"a\":\"x\",\"b\":[1,[2]} | expected \",\" or \"]\" at /b/1 but found }",
        "{\"a\":12} | expected a boolean at /a but found 12",
        "{\"a\":[{}]} | expected a boolean at /a/0 but found an object",
        "tru | expected a value at the document but found tru",
        "{\"a\" | expected \":\" at /a but found the end"
      })
  void saysWhereAndWhatItFound(String text, String message) {
    assertThatExceptionOfType(ChainException.class)
        .isThrownBy(() -> read(text, JsonInputTest::booleans))
        .withMessage(message);
  }

  @Test
  void shortensWhatItShows() {
    assertThatExceptionOfType(ChainException.class)
        .isThrownBy(() -> read("\"" + "é\\n\u007f".repeat(100_000) + "\"", JsonInput::quantity))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200).doesNotContain("\u007f"));
  }

  @Test
  void limitsDepthNamesAndNumbers() {
    assertThat(read("[".repeat(8) + "]".repeat(8), JsonInputTest::skipped)).isTrue();
    refuses(bytes("[".repeat(9) + "]".repeat(9)), JsonInputTest::skipped);
    refuses(bytes("{\"a\":".repeat(9) + "1" + "}".repeat(9)), JsonInputTest::skipped);
    refuses(bytes("{\"" + "a".repeat(257) + "\":1}"), JsonInputTest::numbers);
    refuses(bytes("1".repeat(101)), JsonInputTest::skipped);
    refuses(new byte[(1 << 20) + 1], JsonInputTest::skipped);
    assertThatIllegalArgumentException().isThrownBy(() -> new JsonLimits(0, 8));
    assertThatIllegalArgumentException().isThrownBy(() -> new JsonLimits(1, 1001));
  }

  private static BigInteger firstQuantity(JsonInput in) {
    List<BigInteger> all = new ArrayList<>();
    in.list(one -> {
      if (all.isEmpty()) {
        all.add(one.quantity().toBigInteger());
      }
      return true;
    });
    return all.getFirst();
  }

  private static List<Long> longs(JsonInput in) {
    return in.list(JsonInput::number);
  }

  private static boolean skipped(JsonInput in) {
    in.skip();
    return true;
  }

  private static List<String> numbers(JsonInput in) {
    List<String> read = new ArrayList<>();
    in.object(Field.NAMES, (field, value) -> read.add(field + "=" + value.number()));
    return read;
  }

  private static boolean booleans(JsonInput in) {
    if (in.isArray()) {
      in.list(one -> {
        if (one.isText() || one.isObject()) {
          return one.bool();
        }
        return true;
      });
    } else if (in.isObject()) {
      in.object(Field.NAMES, (_, value) -> booleans(value));
    } else if (!in.isText()) {
      return in.bool();
    }
    return true;
  }

  private static List<String> fields(String text) {
    return read(text, JsonInputTest::numbers);
  }

  private static <T> T read(String text, JsonReader<T> reader) {
    return JsonInput.read(bytes(text), LIMITS, reader);
  }

  private static void refuses(byte[] text, JsonReader<?> reader) {
    assertThatExceptionOfType(ChainException.class)
        .isThrownBy(() -> JsonInput.read(text, LIMITS, reader))
        .satisfies(e -> assertThat(e.kind()).isEqualTo(ChainException.Kind.RETRYABLE));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
