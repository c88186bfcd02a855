package dev.fairlead.parts;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the little JSON that goes to the compiler. */
final class Json {
  private Json() {}

  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append("\\u%04x".formatted((int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  static String paths(Map<String, Path> members) {
    return members.entrySet().stream()
        .map(e -> quoted(e.getKey()) + ":" + quoted(e.getValue().toAbsolutePath().toString()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  static String array(Collection<String> items) {
    return items.stream().map(Json::quoted).collect(Collectors.joining(",", "[", "]"));
  }
}
