package dev.fairlead.event.proof;

import java.util.HexFormat;

/** Lower-case hex digits of bytes whose number is known. */
final class Hex {
  private Hex() {}

  static String of(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  /** The text itself, if it is this many bytes in lower-case hex. */
  static String checked(String what, String hex, int bytes) {
    boolean fits = hex.length() == 2 * bytes;
    for (int i = 0; i < hex.length() && fits; i++) {
      fits = "0123456789abcdef".indexOf(hex.charAt(i)) >= 0;
    }
    if (!fits) {
      throw new MalformedProof(what + " is not " + bytes + " bytes in lower-case hex: " + hex);
    }
    return hex;
  }
}
