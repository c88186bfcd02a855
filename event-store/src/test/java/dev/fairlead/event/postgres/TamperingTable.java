package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.Verdict.Broken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of TAMPERING.md: what the verifier says of which tampering. */
final class TamperingTable {
  private static final String HEADER =
      "| tampering | position | fault | what `events verify` says | test |";

  /** {@code what}: word for word, with … for what differs from log to log. */
  private record Row(String tampering, String position, String fault, String what, String test) {
    static Row of(String line) {
      String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
      return new Row(cells[0], cells[1], cells[2], cells[3], cells[4]);
    }

    boolean says(Broken broken) {
      return position.equals(Long.toString(broken.position().value()))
          && fault.equals("`" + broken.fault() + "`")
          && Pattern.matches(
              Arrays.stream(what.split("…", -1))
                  .map(Pattern::quote)
                  .collect(Collectors.joining(".*")),
              broken.what());
    }
  }

  private final List<Row> rows;

  private TamperingTable(List<Row> rows) {
    this.rows = rows;
  }

  /** As it stands in the module. */
  static TamperingTable read() {
    try {
      List<String> lines = Files.readAllLines(Path.of("TAMPERING.md"));
      return new TamperingTable(
          lines.subList(lines.indexOf(HEADER) + 2, lines.size()).stream()
              .takeWhile(line -> line.startsWith("| "))
              .map(Row::of)
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The one row of this tampering and this test says what the verifier said. */
  void assertSays(String tampering, String test, Broken broken) {
    assertSay(
        row -> row.tampering().equals(tampering) && row.test().equals("`" + test + "`"),
        "%s, %s".formatted(tampering, test),
        broken);
  }

  /** The one row of a test, or of a check that it is made for, says what the verifier said. */
  void assertSays(String test, Broken broken) {
    assertSay(row -> row.test().equals("`" + test + "`"), test, broken);
  }

  private void assertSay(Predicate<Row> wanted, String of, Broken broken) {
    assertThat(rows)
        .filteredOn(wanted)
        .as("the row of %s in TAMPERING.md", of)
        .singleElement()
        .matches(
            row -> row.says(broken),
            "| " + broken.position() + " | `" + broken.fault() + "` | " + broken.what() + " |");
  }

  /** One of the rows of a test that goes through many tamperings says what the verifier said. */
  void assertTells(String test, Broken broken) {
    assertThat(rows)
        .filteredOn(row -> row.test().equals("`" + test + "`"))
        .as("the rows of %s in TAMPERING.md, of %s", test, broken)
        .anyMatch(row -> row.says(broken));
  }
}
