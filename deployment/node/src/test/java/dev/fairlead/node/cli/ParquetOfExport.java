package dev.fairlead.node.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parquet, made of an export by the statement of the README and read back, both by DuckDB. */
record ParquetOfExport(Map<String, String> types, List<Map<String, @Nullable Object>> rows) {
  private static final Pattern STATEMENT =
      Pattern.compile("^duckdb -c \"(COPY [^\"]*)\"$", Pattern.MULTILINE);

  /** Makes {@code parquet} of the file {@code export}. */
  static ParquetOfExport make(Path export, Path parquet) throws IOException, SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          documented()
              .replace("'events.jsonl'", "'" + export + "'")
              .replace("'events.parquet'", "'" + parquet + "'"));
      return new ParquetOfExport(types(statement, parquet), rows(statement, parquet));
    }
  }

  private static String documented() throws IOException {
    Matcher found = STATEMENT.matcher(Files.readString(Path.of("..", "README.md")));
    if (!found.find()) {
      throw new IllegalStateException("the README has no statement that makes Parquet");
    }
    return found.group(1);
  }

  /** How each column is stored, in their order. */
  private static Map<String, String> types(Statement statement, Path parquet) throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    try (ResultSet columns =
        statement.executeQuery(
            "SELECT name, concat_ws(' ', type, converted_type) FROM parquet_schema('%s') WHERE num_children IS NULL"
                .formatted(parquet))) {
      while (columns.next()) {
        types.put(columns.getString(1), columns.getString(2));
      }
    }
    return types;
  }

  private static List<Map<String, @Nullable Object>> rows(Statement statement, Path parquet)
      throws SQLException {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    try (ResultSet found = statement.executeQuery("FROM '%s'".formatted(parquet))) {
      while (found.next()) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
          row.put(found.getMetaData().getColumnName(i), found.getObject(i));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
