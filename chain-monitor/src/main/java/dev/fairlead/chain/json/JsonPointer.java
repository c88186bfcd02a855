package dev.fairlead.chain.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Collectors;

/**
 * Where in a document a byte lies, as RFC 6901 writes it. It is found by reading the document once
 * more, so that only who needs it pays for it.
 */
final class JsonPointer {
  private static final int SHOWN = 200;

  private final Deque<Container> open = new ArrayDeque<>();

  private JsonPointer() {}

  /** An object or array that is not closed yet, and what is being read in it. */
  private static final class Container {
    private final boolean object;
    private boolean named;
    private String name = "";
    private int index;

    Container(boolean object) {
      this.object = object;
    }

    void next() {
      index++;
      named = false;
    }

    String step() {
      return object ? name.replace("~", "~0").replace("/", "~1") : Integer.toString(index);
    }
  }

  /** The value at {@code position}, or the last one begun before it; all before is well-formed. */
  static String of(byte[] source, int position) {
    JsonPointer pointer = new JsonPointer();
    int at = 0;
    while (at >= 0 && at < position) {
      at = pointer.pass(source, at);
    }
    String text =
        pointer.open.stream()
            .filter(container -> !container.object || container.named)
            .map(Container::step)
            .collect(Collectors.joining("/"));
    String shown = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return shown.isEmpty() ? "the document" : "/" + shown;
  }

  private int pass(byte[] source, int at) {
    switch (source[at]) {
      case '{' -> open.addLast(new Container(true));
      case '[' -> open.addLast(new Container(false));
      case '}', ']' -> open.pollLast();
      case ',' -> {
        if (!open.isEmpty()) {
          open.getLast().next();
        }
      }
      case '"' -> {
        return string(source, at);
      }
      default -> {}
    }
    return at + 1;
  }

  private int string(byte[] source, int at) {
    int end = JsonText.end(source, at);
    Container inside = open.peekLast();
    if (end >= 0 && inside != null && inside.object && !inside.named) {
      inside.name = JsonText.read(source, at, end);
      inside.named = true;
    }
    return end;
  }
}
