package dev.fairlead.bench.turns;

import java.io.IOException;

/** One way to do a piece of work, which times each pass itself. */
public interface Contender extends AutoCloseable {
  /** Does the work once, and answers with its milliseconds. */
  double pass() throws IOException;

  @Override
  default void close() throws IOException {}
}
