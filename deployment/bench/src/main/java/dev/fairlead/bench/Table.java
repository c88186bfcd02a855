package dev.fairlead.bench;

import java.util.ArrayList;
import java.util.List;

/** Rows as lines of text, in columns. */
final class Table {
  private static final List<String> HEAD =
      List.of("figure", "ours", "unit", "against", "ratio", "target", "held");

  private Table() {}

  static List<String> lines(List<Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(HEAD);
    rows.forEach(row -> cells.add(cells(row)));
    int[] widths = new int[HEAD.size()];
    for (List<String> line : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    return cells.stream().map(line -> line(line, widths)).toList();
  }

  private static List<String> cells(Row row) {
    Double against = row.against();
    Double ratio = row.ratio();
    return List.of(
        row.name(),
        Figures.show(row.value()),
        row.unit(),
        against == null ? "" : Figures.show(against),
        ratio == null ? "" : Figures.show(ratio),
        row.target() == null ? "" : row.target().toString(),
        row.target() == null ? "" : row.held() ? "yes" : "NO");
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = cells.get(i);
      String gap = " ".repeat(widths[i] - cell.length());
      boolean number = i == 1 || i == 3 || i == 4;
      line.append(i == 0 ? "" : "  ").append(number ? gap + cell : cell + gap);
    }
    return line.toString().stripTrailing();
  }
}
