package dev.fairlead.chain.rpc;

import dev.fairlead.model.Bytes;

/** A JSON-RPC error; {@code data} is empty unless it was a hex string, as for reverts. */
public record RpcError(long code, String message, Bytes data) {
  public static final long METHOD_NOT_FOUND = -32601;
  public static final long INVALID_PARAMS = -32602;
  public static final long REVERTED = 3;

  /** The message in lower case, to search words in it. */
  public String words() {
    return message.toLowerCase(java.util.Locale.ROOT);
  }

  @Override
  public String toString() {
    return message + " (" + code + ")";
  }
}
