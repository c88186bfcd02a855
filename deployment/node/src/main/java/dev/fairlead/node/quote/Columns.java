package dev.fairlead.node.quote;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of cells, each column as wide as its widest cell; the first to the left, others right. */
public final class Columns {
  private final List<List<String>> rows = new ArrayList<>();

  public void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  public void print(PrintWriter out) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        String gap = " ".repeat(widths[i] - row.get(i).length());
        line.append(i == 0 ? row.get(i) + gap : "  " + gap + row.get(i));
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
