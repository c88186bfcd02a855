package dev.fairlead.devnet.rpc;

import java.util.ArrayList;
import java.util.List;

/** A Solidity type as the ABI sees it, parsed from its canonical text. */
sealed interface AbiType {
  /**
   * A type of one word; {@code name} is such as {@code uint256}, {@code address} or {@code
   * bytes32}.
   */
  record Word(String name) implements AbiType {}

  /** {@code bytes}, or {@code string} when {@code text}. */
  record Blob(boolean text) implements AbiType {}

  /** {@code T[n]}, or {@code T[]} when {@code length} is negative. */
  record Array(AbiType element, int length) implements AbiType {}

  /** {@code (T,U,...)}. */
  record Tuple(List<AbiType> members) implements AbiType {}

  /** Whether its encoding is pointed to rather than put in place. */
  default boolean dynamic() {
    return switch (this) {
      case Word any -> false;
      case Blob any -> true;
      case Array array -> array.length < 0 || array.element.dynamic();
      case Tuple tuple -> tuple.members.stream().anyMatch(AbiType::dynamic);
    };
  }

  /** The words it takes in place; a pointer takes one. */
  default int headWords() {
    if (dynamic()) {
      return 1;
    }
    return switch (this) {
      case Word any -> 1;
      case Blob any -> 1;
      case Array array -> array.length * array.element.headWords();
      case Tuple tuple -> tuple.members.stream().mapToInt(AbiType::headWords).sum();
    };
  }

  /** Parses a tuple such as {@code (address,uint256[])}. */
  static Tuple tuple(String text) {
    if (parse(text) instanceof Tuple tuple) {
      return tuple;
    }
    throw new IllegalArgumentException("not a list of types: " + text);
  }

  private static AbiType parse(String text) {
    if (text.endsWith("]")) {
      int open = text.lastIndexOf('[');
      String length = text.substring(open + 1, text.length() - 1);
      return new Array(
          parse(text.substring(0, open)), length.isEmpty() ? -1 : Integer.parseInt(length));
    }
    if (text.startsWith("(")) {
      return new Tuple(members(text.substring(1, text.length() - 1)));
    }
    return switch (text) {
      case "bytes" -> new Blob(false);
      case "string" -> new Blob(true);
      default -> new Word(text);
    };
  }

  private static List<AbiType> members(String text) {
    List<AbiType> members = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        members.add(parse(text.substring(start, i)));
        start = i + 1;
      }
    }
    if (!text.isEmpty()) {
      members.add(parse(text.substring(start)));
    }
    return members;
  }
}
