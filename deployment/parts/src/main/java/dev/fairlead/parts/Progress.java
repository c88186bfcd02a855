package dev.fairlead.parts;

import java.io.PrintStream;

/**
 * Hears what is being fetched or built, one short line at a time.
 *
 * <p>Called on the thread that does the work; it must not block for long and must not throw.
 */
@FunctionalInterface
public interface Progress {
  /** Says one line, without a line end. */
  void says(String line);

  /** Hears nothing. */
  static Progress silent() {
    return line -> {};
  }

  /** Prints each line. */
  static Progress to(PrintStream out) {
    return out::println;
  }
}
