package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;

/** What a method answered: its result, or an error of the protocol. */
public sealed interface RpcReply<T> {
  record Result<T>(T value) implements RpcReply<T> {}

  record Failed<T>(RpcError error) implements RpcReply<T> {}

  /** Whether it says only that the endpoint was asked too often. */
  default boolean isRateLimit() {
    return this instanceof Failed<T>(RpcError error) && error.isRateLimit();
  }

  /**
   * The result.
   *
   * @throws ChainException if the method answered with an error
   */
  default T orThrow(String method) {
    return switch (this) {
      case Result<T>(T value) -> value;
      case Failed<T>(RpcError error) when error.isRateLimit() ->
          throw ChainException.limited(method + ": " + error);
      case Failed<T>(RpcError error) -> throw ChainException.retryable(method + ": " + error);
    };
  }
}
