package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what a JSON-RPC message is about without reading it: the ids of its parts, and where they
 * stand. Results are stepped over, so that nesting costs nothing and is judged by whoever reads
 * them.
 */
final class Envelopes {
  /** No number. */
  static final long NO_ID = -1;

  private static final int LONGEST_ID = 18;

  private final byte[] json;
  private int at;

  private Envelopes(byte[] json) {
    this.json = json;
  }

  /**
   * One request or response.
   *
   * @param id {@link #NO_ID} unless it is a whole number
   * @param idFrom where the id begins, whatever it is; -1 if there is none
   * @param method empty in responses
   * @param subscription what a notification is about; else empty
   */
  record Envelope(
      int from, int to, long id, int idFrom, int idTo, String method, String subscription) {}

  /** All parts of a message; {@code batch} tells a list of one from one alone. */
  record Message(boolean batch, List<Envelope> parts) {}

  /** Reads a whole message. */
  static Message whole(byte[] json) {
    Envelopes in = new Envelopes(json);
    in.space();
    List<Envelope> parts = new ArrayList<>();
    boolean batch = in.peek() == '[';
    if (batch) {
      in.at++;
      for (in.space(); in.peek() != ']'; in.space()) {
        parts.add(in.envelope(false));
        in.space();
        if (in.peek() == ',') {
          in.at++;
        } else if (in.peek() != ']') {
          throw in.malformed();
        }
      }
      in.at++;
    } else {
      parts.add(in.envelope(false));
    }
    in.space();
    if (in.at < json.length) {
      throw in.malformed();
    }
    return new Message(batch, parts);
  }

  /** Reads just as far as it takes to know where a message belongs. */
  static Envelope first(byte[] json) {
    Envelopes in = new Envelopes(json);
    in.space();
    while (in.peek() == '[' || in.peek() == ',') {
      in.at++;
      in.space();
      Envelope part = in.envelope(true);
      if (part.id() != NO_ID) {
        return part;
      }
      in.space();
      if (in.peek() == ']') {
        return part;
      }
    }
    return in.envelope(true);
  }

  private Envelope envelope(boolean hasty) {
    int from = at;
    expect('{');
    long id = NO_ID;
    int idFrom = -1;
    int idTo = -1;
    String method = "";
    String subscription = "";
    space();
    while (peek() != '}') {
      String field = field();
      int valueFrom = at;
      if (field.equals("params") && peek() == '{') {
        subscription = subscription();
      } else {
        skip();
      }
      switch (field) {
        case "id" -> {
          idFrom = valueFrom;
          idTo = at;
          id = number(valueFrom, at);
          if (hasty && id != NO_ID) {
            return new Envelope(from, at, id, idFrom, idTo, method, subscription);
          }
        }
        case "method" -> method = text(valueFrom, at);
        default -> {}
      }
      next('}');
    }
    at++;
    return new Envelope(from, at, id, idFrom, idTo, method, subscription);
  }

  private String subscription() {
    String found = "";
    expect('{');
    space();
    while (peek() != '}') {
      String field = field();
      int valueFrom = at;
      skip();
      if (field.equals("subscription")) {
        found = text(valueFrom, at);
      }
      next('}');
    }
    at++;
    return found;
  }

  private String field() {
    int from = at;
    string();
    String name = text(from, at);
    space();
    expect(':');
    space();
    return name;
  }

  private void next(char end) {
    space();
    if (peek() == ',') {
      at++;
      space();
    } else if (peek() != end) {
      throw malformed();
    }
  }

  private void skip() {
    int depth = 0;
    do {
      space();
      switch (peek()) {
        case '"' -> string();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case ',', ':' -> {
          if (depth == 0) {
            throw malformed();
          }
          at++;
        }
        default -> word();
      }
    } while (depth > 0);
  }

  private void string() {
    expect('"');
    while (peek() != '"') {
      at += peek() == '\\' ? 2 : 1;
    }
    at++;
  }

  /** A number, true, false, null, or something that is judged elsewhere. */
  private void word() {
    int from = at;
    while (at < json.length && ",:]}\" \t\r\n".indexOf(json[at]) < 0) {
      at++;
    }
    if (at == from) {
      throw malformed();
    }
  }

  private long number(int from, int to) {
    if (to - from > LONGEST_ID) {
      return NO_ID;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      if (json[i] < '0' || json[i] > '9') {
        return NO_ID;
      }
      value = 10 * value + (json[i] - '0');
    }
    return value;
  }

  /** The text of a string; empty for anything else. */
  private String text(int from, int to) {
    return to - from >= 2 && json[from] == '"'
        ? new String(json, from + 1, to - from - 2, java.nio.charset.StandardCharsets.UTF_8)
        : "";
  }

  private void space() {
    while (at < json.length && " \t\r\n".indexOf(json[at]) >= 0) {
      at++;
    }
  }

  private void expect(char c) {
    if (peek() != c) {
      throw malformed();
    }
    at++;
  }

  private char peek() {
    if (at >= json.length) {
      throw malformed();
    }
    return (char) json[at];
  }

  private ChainException malformed() {
    return ChainException.retryable("not JSON-RPC at byte " + at);
  }
}
