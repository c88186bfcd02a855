package dev.fairlead.chain.rpc;

import dev.fairlead.model.Bytes;
import java.util.List;
import java.util.Locale;

/** A JSON-RPC error; {@code data} is empty unless it was a hex string, as for reverts. */
public record RpcError(long code, String message, Bytes data) {
  public static final long INVALID_PARAMS = -32602;
  public static final long REVERTED = 3;

  private static final long METHOD_NOT_FOUND = -32601;

  /** EIP-1474's word for it. */
  private static final long METHOD_NOT_SUPPORTED = -32004;

  private static final long METHOD_NOT_ENABLED = -32604;
  private static final List<String> MISSING =
      List.of(
          "does not exist",
          "not available",
          "not enabled",
          "not found",
          "not supported",
          "not whitelisted",
          "disabled",
          "unsupported");

  /**
   * Whether the server says that it does not serve the method at all. Some say so by a general
   * code, and by their words.
   */
  public boolean isMethodMissing() {
    String words = words();
    return code == METHOD_NOT_FOUND
        || code == METHOD_NOT_SUPPORTED
        || code == METHOD_NOT_ENABLED
        || (words.contains("method") && MISSING.stream().anyMatch(words::contains));
  }

  /** The message in lower case, to search words in it. */
  public String words() {
    return message.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return message + " (" + code + ")";
  }
}
