package dev.fairlead.chain.rpc;

import java.util.Map;

/** A JSON-RPC body on its way, with the ids of its requests: {@code count} from {@code first}. */
final class Parcel {
  private final byte[] body;
  private final long first;
  private final int count;
  private final Map<String, String> headers;

  /** Nobody else may use these ids on the same wire while an answer is waited for. */
  Parcel(byte[] body, long first, int count, Map<String, String> headers) {
    this.body = body;
    this.first = first;
    this.count = count;
    this.headers = headers;
  }

  byte[] body() {
    return body;
  }

  long first() {
    return first;
  }

  boolean asks(long id) {
    return id >= first && id - first < count;
  }

  /** Sent with this body alone, where the wire has headers. */
  Map<String, String> headers() {
    return headers;
  }
}
