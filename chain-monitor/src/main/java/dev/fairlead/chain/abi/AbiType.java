package dev.fairlead.chain.abi;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** A type of the contract ABI. */
public sealed interface AbiType {
  /** The most bytes that a place may take: enough for all that fits a block. */
  int LARGEST = 1 << 24;

  /** As it stands in a canonical signature. */
  String canonical();

  /** Whether its place holds an offset, and its content stands in the tail. */
  default boolean isDynamic() {
    return false;
  }

  /** The bytes that its place takes. */
  default int headSize() {
    return 32;
  }

  record Uint(int bits) implements AbiType {
    public Uint {
      checkBits(bits);
    }

    @Override
    public String canonical() {
      return "uint" + bits;
    }
  }

  record Int(int bits) implements AbiType {
    public Int {
      checkBits(bits);
    }

    @Override
    public String canonical() {
      return "int" + bits;
    }
  }

  /** {@code address}. */
  enum Account implements AbiType {
    ACCOUNT;

    @Override
    public String canonical() {
      return "address";
    }
  }

  /** {@code bool}. */
  enum Flag implements AbiType {
    FLAG;

    @Override
    public String canonical() {
      return "bool";
    }
  }

  /** {@code bytes1} to {@code bytes32}. */
  record FixedBytes(int length) implements AbiType {
    public FixedBytes {
      if (length < 1 || length > 32) {
        throw new IllegalArgumentException("there is no type bytes" + length);
      }
    }

    @Override
    public String canonical() {
      return "bytes" + length;
    }
  }

  /** {@code function}: an address and a selector. */
  enum FunctionReference implements AbiType {
    FUNCTION;

    @Override
    public String canonical() {
      return "function";
    }
  }

  /** {@code bytes}. */
  enum DynamicBytes implements AbiType {
    BYTES;

    @Override
    public String canonical() {
      return "bytes";
    }

    @Override
    public boolean isDynamic() {
      return true;
    }
  }

  /** {@code string}. */
  enum Text implements AbiType {
    TEXT;

    @Override
    public String canonical() {
      return "string";
    }

    @Override
    public boolean isDynamic() {
      return true;
    }
  }

  /** An array, of a fixed length or of any. */
  record Sequence(AbiType item, OptionalInt length) implements AbiType {
    private static final int LONGEST = 1 << 16;

    public Sequence {
      // Of nothing there could be any number in no bytes at all.
      if (length.isPresent() && (length.getAsInt() < 1 || length.getAsInt() > LONGEST)) {
        throw new IllegalArgumentException(
            "an array's fixed length is between 1 and " + LONGEST + " but is " + length.getAsInt());
      }
      if ((long) item.headSize() * length.orElse(1) > LARGEST) {
        throw new IllegalArgumentException("the type is too large");
      }
    }

    @Override
    public String canonical() {
      return item.canonical()
          + "["
          + (length.isPresent() ? String.valueOf(length.getAsInt()) : "")
          + "]";
    }

    @Override
    public boolean isDynamic() {
      return length.isEmpty() || item.isDynamic();
    }

    @Override
    public int headSize() {
      return isDynamic() ? 32 : length.orElse(0) * item.headSize();
    }
  }

  record Tuple(List<AbiParameter> members) implements AbiType {
    public Tuple {
      members = List.copyOf(members);
      if (members.isEmpty()) {
        throw new IllegalArgumentException("a tuple has at least one member");
      }
      if (members.stream().mapToLong(m -> m.type().headSize()).sum() > LARGEST) {
        throw new IllegalArgumentException("the type is too large");
      }
    }

    @Override
    public String canonical() {
      return canonical(members);
    }

    @Override
    public boolean isDynamic() {
      return members.stream().anyMatch(member -> member.type().isDynamic());
    }

    @Override
    public int headSize() {
      return isDynamic() ? 32 : members.stream().mapToInt(m -> m.type().headSize()).sum();
    }

    static String canonical(List<AbiParameter> members) {
      return members.stream()
          .map(member -> member.type().canonical())
          .collect(Collectors.joining(",", "(", ")"));
    }
  }

  /** The type that a file or a declaration calls so, without arrays and tuples. */
  static AbiType named(String name) {
    return switch (name) {
      case "address" -> Account.ACCOUNT;
      case "bool" -> Flag.FLAG;
      case "bytes" -> DynamicBytes.BYTES;
      case "string" -> Text.TEXT;
      case "function" -> FunctionReference.FUNCTION;
      case "uint" -> new Uint(256);
      case "int" -> new Int(256);
      default -> {
        if (name.matches("uint[1-9][0-9]{0,2}")) {
          yield new Uint(Integer.parseInt(name.substring(4)));
        }
        if (name.matches("int[1-9][0-9]{0,2}")) {
          yield new Int(Integer.parseInt(name.substring(3)));
        }
        if (name.matches("bytes[1-9][0-9]?")) {
          yield new FixedBytes(Integer.parseInt(name.substring(5)));
        }
        throw new IllegalArgumentException("there is no type \"" + name + "\"");
      }
    };
  }

  /** The type with what stands behind its name, such as {@code [2][]}. */
  static AbiType arrayed(AbiType item, String suffix) {
    AbiType type = item;
    int at = 0;
    while (at < suffix.length()) {
      int end = suffix.indexOf(']', at);
      if (suffix.charAt(at) != '[' || end < 0) {
        throw new IllegalArgumentException("not an array: \"" + suffix + "\"");
      }
      String length = suffix.substring(at + 1, end);
      if (!length.isEmpty() && !length.matches("[0-9]{1,6}")) {
        throw new IllegalArgumentException("not a length: \"" + length + "\"");
      }
      type =
          new Sequence(
              type,
              length.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(length)));
      at = end + 1;
    }
    return type;
  }

  private static void checkBits(int bits) {
    if (bits < 8 || bits > 256 || bits % 8 != 0) {
      throw new IllegalArgumentException("there is no number of " + bits + " bits");
    }
  }
}
