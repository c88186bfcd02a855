package dev.fairlead.node.crash;

import java.util.Locale;
import java.util.Set;

/** The ways in which an intent's life goes here, and how it may end whatever is killed. */
enum Flow {
  /** Traded through the public pool. */
  TRADE(false),
  /** Traded through the private relay. */
  PRIVATE_TRADE(true),
  /** What it sells comes later. */
  WAIT(false),
  /** The block that held it is replaced by an empty one. */
  REORG(false),
  /** Called back while it waits in the public pool and no block comes. */
  WITHDRAWAL(false),
  /** Called back while the relay has it: a builder may have it already, so the chain decides. */
  PRIVATE_WITHDRAWAL(true);

  private final boolean secret;

  Flow(boolean secret) {
    this.secret = secret;
  }

  boolean isPrivate() {
    return secret;
  }

  boolean withdraws() {
    return this == WITHDRAWAL || this == PRIVATE_WITHDRAWAL;
  }

  /** The stored types of the events that may end it. */
  Set<String> ends() {
    return switch (this) {
      case TRADE, PRIVATE_TRADE, WAIT, REORG -> Set.of(Strategy.SETTLED);
      case WITHDRAWAL -> Set.of(Strategy.CANCELLED);
      case PRIVATE_WITHDRAWAL -> Set.of(Strategy.CANCELLED, Strategy.SETTLED);
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
