package dev.fairlead.event.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The table of the README that says what the verifier says of which tampering. */
final class TamperingTable {
  /** A row: its last two columns. */
  private record Row(String verdicts, String tests) {}

  private final List<Row> rows;

  private TamperingTable(List<Row> rows) {
    this.rows = rows;
  }

  /** As it stands in the module's README. */
  static TamperingTable read() {
    try {
      List<String> lines = Files.readAllLines(Path.of("README.md"));
      return new TamperingTable(
          lines.subList(lines.indexOf("| tampering | verdict | test |") + 2, lines.size()).stream()
              .takeWhile(line -> line.startsWith("| "))
              .map(line -> line.split(" \\| ", -1))
              .map(columns -> new Row(columns[1], columns[2]))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The verdicts in the rows that name a test or a check. */
  List<String> verdictsOf(String test) {
    return rows.stream()
        .filter(row -> row.tests().contains("`" + test + "`"))
        .map(Row::verdicts)
        .toList();
  }
}
