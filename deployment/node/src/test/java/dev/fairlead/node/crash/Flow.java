package dev.fairlead.node.crash;

import java.util.Locale;
import java.util.Set;

/** The ways in which an intent's life goes here, and how it may end whatever is killed. */
enum Flow {
  /** Traded through the public pool. */
  TRADE(false, Set.of(Strategy.SETTLED)),
  /** Traded through the private relay. */
  PRIVATE_TRADE(true, Set.of(Strategy.SETTLED)),
  /** What it sells comes later. */
  WAIT(false, Set.of(Strategy.SETTLED)),
  /** The block that held it is replaced by an empty one. */
  REORG(false, Set.of(Strategy.SETTLED)),
  /** Called back while it waits in the public pool and no block comes. */
  WITHDRAWAL(false, Set.of(Strategy.CANCELLED)),
  /** Called back while the relay has it: a builder may have it already, so the chain decides. */
  PRIVATE_WITHDRAWAL(true, Set.of(Strategy.CANCELLED, Strategy.SETTLED));

  private final boolean secret;
  private final Set<String> ends;

  Flow(boolean secret, Set<String> ends) {
    this.secret = secret;
    this.ends = ends;
  }

  boolean isPrivate() {
    return secret;
  }

  boolean withdraws() {
    return this == WITHDRAWAL || this == PRIVATE_WITHDRAWAL;
  }

  /** The stored types of the events that may end it. */
  Set<String> ends() {
    return ends;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
