package dev.fairlead.venue;

/** What one log does to one pool. */
public sealed interface LogEffect {
  /** The pool stands like this now. */
  record Changed(Pool after) implements LogEffect {}

  /** Nothing that a quote depends on. */
  enum Nothing implements LogEffect {
    NOTHING
  }

  /** The log does not tell all that changed: the pool is read again at the end of its block. */
  enum Unclear implements LogEffect {
    UNCLEAR
  }
}
