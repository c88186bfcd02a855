package dev.fairlead.event.proof;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of JSON that proofs are made of: objects, arrays, texts and whole numbers. Reads
 * strictly: a key stands once, nothing follows the end, and nesting has a limit.
 */
final class Json {
  private static final int DEPTH = 8;

  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  /** The one object that a text holds. */
  static Map<String, Object> read(String text) {
    Json json = new Json(text);
    Object value = json.value(0);
    json.space();
    if (json.at != text.length()) {
      throw json.wrong("the end");
    }
    return object(value, "the text");
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(Object value, String what) {
    if (value instanceof Map<?, ?> object) {
      return (Map<String, Object>) object;
    }
    throw new MalformedProof(what + " is not an object");
  }

  /** The text under a key. */
  static String text(Map<String, Object> object, String key) {
    if (member(object, key) instanceof String text) {
      return text;
    }
    throw new MalformedProof(key + " is not a text");
  }

  /** The whole number under a key. */
  static long number(Map<String, Object> object, String key) {
    if (member(object, key) instanceof Long number) {
      return number;
    }
    throw new MalformedProof(key + " is not a whole number");
  }

  /** The texts under a key. */
  static List<String> texts(Map<String, Object> object, String key) {
    if (member(object, key) instanceof List<?> items) {
      List<String> texts = new ArrayList<>();
      for (Object item : items) {
        if (!(item instanceof String text)) {
          throw new MalformedProof(key + " does not hold texts only");
        }
        texts.add(text);
      }
      return texts;
    }
    throw new MalformedProof(key + " is not an array");
  }

  static Object member(Map<String, Object> object, String key) {
    Object value = object.get(key);
    if (value == null) {
      throw new MalformedProof(key + " is missing");
    }
    return value;
  }

  /** An object whose values are texts without anything to escape, numbers, or written JSON. */
  static String write(Map<String, Object> members) {
    StringBuilder json = new StringBuilder("{");
    members.forEach((key, value) -> {
      json.append(json.length() == 1 ? "" : ",").append('"').append(key).append("\":");
      switch (value) {
        case Written written -> json.append(written.json());
        case Long number -> json.append(number);
        case List<?> items -> {
          json.append('[');
          for (int i = 0; i < items.size(); i++) {
            json.append(i == 0 ? "\"" : ",\"").append(items.get(i)).append('"');
          }
          json.append(']');
        }
        default -> json.append('"').append(value).append('"');
      }
    });
    return json.append('}').toString();
  }

  /** JSON that is put in as it is. */
  record Written(String json) {}

  private Object value(int depth) {
    if (depth > DEPTH) {
      throw new MalformedProof("nested too deeply");
    }
    space();
    char next = at < text.length() ? text.charAt(at) : '\0';
    return switch (next) {
      case '{' -> members(depth);
      case '[' -> items(depth);
      case '"' -> string();
      default -> number();
    };
  }

  private Map<String, Object> members(int depth) {
    Map<String, Object> members = new LinkedHashMap<>();
    expect('{');
    if (!taken('}')) {
      do {
        space();
        String key = string();
        expect(':');
        if (members.put(key, value(depth + 1)) != null) {
          throw new MalformedProof(key + " stands twice");
        }
      } while (taken(','));
      expect('}');
    }
    return members;
  }

  private List<Object> items(int depth) {
    List<Object> items = new ArrayList<>();
    expect('[');
    if (!taken(']')) {
      do {
        items.add(value(depth + 1));
      } while (taken(','));
      expect(']');
    }
    return items;
  }

  /** Nothing in a proof needs an escape, so none is understood. */
  private String string() {
    expect('"');
    int end = text.indexOf('"', at);
    if (end < 0 || text.substring(at, end).chars().anyMatch(c -> c < ' ' || c == '\\')) {
      throw wrong("a plain text");
    }
    String string = text.substring(at, end);
    at = end + 1;
    return string;
  }

  private Long number() {
    int begin = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == begin || at - begin > 18) {
      throw wrong("a value");
    }
    return Long.valueOf(text.substring(begin, at));
  }

  private boolean taken(char wanted) {
    space();
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char wanted) {
    if (!taken(wanted)) {
      throw wrong("\"" + wanted + "\"");
    }
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private MalformedProof wrong(String wanted) {
    return new MalformedProof("expected " + wanted + " at character " + at);
  }
}
