package dev.fairlead.chain.rpc;

import dev.fairlead.chain.ChainException;
import java.util.Optional;

/** What each new connection is asked before it is used. */
interface Greeting {
  /** Sent once on each connection; empty if whoever answers is the right one. */
  Optional<Parcel> question();

  /**
   * Looks at the answer.
   *
   * @throws ChainException if this is not the right endpoint
   */
  void check(Answer answer);

  /** Asks nothing. */
  static Greeting none() {
    return new Greeting() {
      @Override
      public Optional<Parcel> question() {
        return Optional.empty();
      }

      @Override
      public void check(Answer answer) {}
    };
  }
}
