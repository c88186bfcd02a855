package dev.fairlead.devnet.block;

import java.util.List;

/** Writes one object of a node's answer, without space, as nodes do. */
final class JsonObject {
  private final StringBuilder text = new StringBuilder("{");

  JsonObject text(String name, Object value) {
    return raw(name, "\"" + value + "\"");
  }

  JsonObject quantity(String name, long value) {
    return text(name, "0x" + Long.toHexString(value));
  }

  JsonObject list(String name, List<String> items) {
    return raw(name, "[" + String.join(",", items) + "]");
  }

  JsonObject raw(String name, String json) {
    text.append(text.length() > 1 ? "," : "").append('"').append(name).append("\":").append(json);
    return this;
  }

  String end() {
    return text.append('}').toString();
  }
}
