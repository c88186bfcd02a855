package dev.fairlead.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row as one line of JSON with exactly the keys name, value, unit, against, ratio, target and
 * held; what a row has not is null.
 */
final class RowJson {
  private static final JsonMapper JSON = JsonMapper.shared();

  private RowJson() {}

  static String line(Row row) {
    Double against = row.against();
    Double ratio = row.ratio();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", row.name());
    fields.put("value", Figures.keep(row.value()));
    fields.put("unit", row.unit());
    fields.put("against", against == null ? null : Figures.keep(against));
    fields.put("ratio", ratio == null ? null : Figures.keep(ratio));
    fields.put("target", row.target() == null ? null : row.target().toString());
    fields.put("held", row.held());
    return JSON.writeValueAsString(fields);
  }
}
