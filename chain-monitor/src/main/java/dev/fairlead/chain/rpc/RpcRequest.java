package dev.fairlead.chain.rpc;

/**
 * A call of one method.
 *
 * @param params a JSON array
 * @param reader reads the result straight from the stream
 */
public record RpcRequest<T>(String method, String params, ResultReader<T> reader) {
  /** Reads a result; the input stands on its first token. */
  @FunctionalInterface
  public interface ResultReader<T> {
    T read(JsonInput in);
  }
}
