package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;

/**
 * Carries JSON-RPC bodies to an endpoint and answers back. Safe for any number of threads, each of
 * which blocks until its answer is there.
 *
 * <p>Nothing is ever sent twice: what was on a connection that breaks fails as {@code RETRYABLE}.
 */
interface Wire extends AutoCloseable {
  /**
   * Sends a body and waits for the whole answer.
   *
   * @param deadline in {@link System#nanoTime}; waiting for a place on the wire counts
   * @throws ChainException if there is no answer by then
   */
  default Answer exchange(Parcel parcel, long deadline) throws InterruptedException {
    while (true) {
      try {
        return attempt(parcel, deadline);
      } catch (Exchange.NotSentException _) {
        // The connection ended first; nothing of the request was handed to it.
      }
    }
  }

  /** The same on the connection that is there now, or on a new one. */
  Answer attempt(Parcel parcel, long deadline)
      throws InterruptedException, Exchange.NotSentException;

  @Override
  void close();
}
