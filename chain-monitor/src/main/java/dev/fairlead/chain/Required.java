package dev.fairlead.chain;

import org.jspecify.annotations.Nullable;

/**
 * Refuses an object of an answer that lacks a field without which it means nothing.
 *
 * @param what the object is, with its article
 */
record Required(String what) {
  <T> T field(String name, @Nullable T value) {
    if (value == null) {
      throw missing(name);
    }
    return value;
  }

  /** The same of a number, which is negative until it is read. */
  long field(String name, long value) {
    if (value < 0) {
      throw missing(name);
    }
    return value;
  }

  private ChainException missing(String name) {
    return ChainException.retryable(what + " without " + name);
  }
}
