package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;

/** What the network's troubles mean, in words that hold no address beyond the host. */
final class Failures {
  private Failures() {}

  static ChainException unreachable(Target target, Throwable cause) {
    return new ChainException(
        ChainException.Kind.RETRYABLE, "no connection to " + target + why(cause), cause);
  }

  /** A status that is no answer. */
  static ChainException status(RpcEndpoint endpoint, int status) {
    return switch (status) {
      case 401, 403 -> ChainException.fatal(endpoint + " refuses the credentials (" + status + ")");
      case 429 -> ChainException.limited(endpoint + " limits the rate (429)");
      default -> ChainException.retryable(endpoint + " answers with status " + status);
    };
  }

  private static String why(Throwable cause) {
    return cause.getMessage() == null ? "" : ": " + cause.getMessage();
  }
}
