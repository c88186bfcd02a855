package dev.fairlead.chain.endpoint;

import dev.fairlead.chain.rpc.RpcError;
import dev.fairlead.chain.rpc.RpcReply;
import java.util.List;
import java.util.Optional;

/** What replies say beside their content. */
final class Replies {
  private static final List<String> MISSING =
      List.of("not found", "unknown block", "missing trie node", "state is not available");

  private Replies() {}

  /** Whether another endpoint may know what this one does not. */
  static boolean wanting(List<? extends RpcReply<?>> replies) {
    return replies.stream().anyMatch(Replies::wanting);
  }

  private static boolean wanting(RpcReply<?> reply) {
    return switch (reply) {
      case RpcReply.Result<?>(Object value) -> value.equals(Optional.empty());
      case RpcReply.Failed<?>(RpcError error) -> noMethod(error) || noBlock(error);
    };
  }

  /** Whether the endpoint does not have the method that was asked for. */
  static boolean noMethod(RpcError error) {
    return error.isMethodMissing();
  }

  private static boolean noBlock(RpcError error) {
    String words = error.words();
    return error.code() != RpcError.REVERTED
        && !words.contains("revert")
        && MISSING.stream().anyMatch(words::contains);
  }

  /** The words by which the endpoint wants to be asked less, if any reply has such. */
  static Optional<String> limit(List<? extends RpcReply<?>> replies) {
    for (RpcReply<?> reply : replies) {
      if (reply instanceof RpcReply.Failed<?>(RpcError error) && error.isRateLimit()) {
        return Optional.of(error.message());
      }
    }
    return Optional.empty();
  }
}
