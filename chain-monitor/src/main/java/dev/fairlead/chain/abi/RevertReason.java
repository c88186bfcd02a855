package dev.fairlead.chain.abi;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;

/** What a reverted call says to people. */
public final class RevertReason {
  private static final Signature ERROR = Signature.of("Error(string)");
  private static final Signature PANIC = Signature.of("Panic(uint256)");
  private static final int SHOWN = 256;

  private RevertReason() {}

  /** The text of {@code Error}, the meaning of {@code Panic}, or the data of a custom error. */
  public static String of(Bytes data) {
    if (data.length() == 0) {
      return "reverted without a reason";
    }
    try {
      if (ERROR.selects(data)) {
        return printable(AbiReader.ofCall(data).text(), SHOWN);
      }
      if (PANIC.selects(data)) {
        return panic(AbiReader.ofCall(data).uint());
      }
    } catch (IllegalArgumentException malformed) {
      return "malformed revert data " + shortened(data);
    }
    return "custom error " + shortened(data);
  }

  /** Whether the data begins as {@code Error} or {@code Panic}. */
  public static boolean isReasonOrPanic(Bytes data) {
    return ERROR.selects(data) || PANIC.selects(data);
  }

  /** Whether the data begins as {@code Panic}. */
  public static boolean isPanic(Bytes data) {
    return PANIC.selects(data);
  }

  private static String panic(Uint256 code) {
    String meaning =
        code.bitLength() > 8
            ? "unknown"
            : switch (code.toIntExact()) {
              case 0x00 -> "generic";
              case 0x01 -> "assertion failed";
              case 0x11 -> "arithmetic overflow or underflow";
              case 0x12 -> "division by zero";
              case 0x21 -> "no such enum value";
              case 0x22 -> "malformed storage byte array";
              case 0x31 -> "pop of an empty array";
              case 0x32 -> "array index out of bounds";
              case 0x41 -> "out of memory";
              case 0x51 -> "call of an uninitialised function";
              default -> "unknown";
            };
    return "panic " + code.toHexString() + ": " + meaning;
  }

  private static String shortened(Bytes data) {
    return data.length() <= SHOWN ? data.toString() : data.slice(0, SHOWN) + "…";
  }

  /**
   * At most so much of a text that a contract chose, without control characters, which would end up
   * in logs and terminals.
   */
  public static String printable(String text, int most) {
    String shown = text.length() <= most ? text : text.substring(0, most) + "…";
    return shown
        .codePoints()
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
