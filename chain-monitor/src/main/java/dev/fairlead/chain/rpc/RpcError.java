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

  private static final long LIMIT_EXCEEDED = -32005;
  private static final long TOO_MANY_REQUESTS = 429;
  private static final List<String> RATE_WORDS =
      List.of(
          "rate limit",
          "ratelimit",
          "too many requests",
          "request limit",
          "requests per second",
          "compute units per second",
          "throughput",
          "quota");
  private static final List<String> SIZE_WORDS =
      List.of("results", "range", "response size", "batch", "revert");

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

  /**
   * Whether it was asked too often, rather than for too much: providers answer both with the same
   * code.
   */
  public boolean isRateLimit() {
    String words = words();
    if (SIZE_WORDS.stream().anyMatch(words::contains)) {
      return false;
    }
    return code != REVERTED && asksForPatience(words);
  }

  private boolean asksForPatience(String words) {
    return code == LIMIT_EXCEEDED
        || code == TOO_MANY_REQUESTS
        || RATE_WORDS.stream().anyMatch(words::contains);
  }

  @Override
  public String toString() {
    return message + " (" + code + ")";
  }
}
