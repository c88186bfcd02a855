package dev.fairlead.venue.token;

import dev.fairlead.model.Bytes;
import java.util.HexFormat;
import java.util.List;

/** What a contract's code shows without being run. */
final class TokenCode {
  /**
   * What proxies have in their code: EIP-1167's beginning, and the storage slots in which EIP-1967
   * and, before it, ZeppelinOS keep the implementation's address.
   */
  private static final List<byte[]> OF_PROXIES =
      List.of(
          HexFormat.of().parseHex("363d3d373d3d3d363d73"),
          HexFormat.of()
              .parseHex("360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc"),
          HexFormat.of()
              .parseHex("7050c9e0f4ca769c69bd3a8ef740bc37934f8e2c036e5a723fd8ee048ed3f8c3"));

  private TokenCode() {}

  static boolean isProxy(Bytes code) {
    byte[] whole = code.toArray();
    return OF_PROXIES.stream().anyMatch(part -> contains(whole, part));
  }

  private static boolean contains(byte[] whole, byte[] part) {
    for (int at = 0; at + part.length <= whole.length; at++) {
      int matched = 0;
      while (matched < part.length && whole[at + matched] == part[matched]) {
        matched++;
      }
      if (matched == part.length) {
        return true;
      }
    }
    return false;
  }
}
