package dev.fairlead.devnet.rpc;

import tools.jackson.databind.JsonNode;

/** A JSON-RPC server answered with an error. */
public final class RpcRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;
  private final String reason;
  private final String data;

  RpcRefusal(String method, JsonNode error) {
    super(method + " refused: " + error);
    this.code = error.path("code").asInt(0);
    this.reason = error.path("message").asString("");
    this.data = error.path("data").asString("");
  }

  /** The JSON-RPC error code. */
  public int code() {
    return code;
  }

  /** The server's message. */
  public String reason() {
    return reason;
  }

  /** The revert data as hex text, or nothing. */
  public String data() {
    return data;
  }
}
