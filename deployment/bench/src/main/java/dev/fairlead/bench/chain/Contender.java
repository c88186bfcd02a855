package dev.fairlead.bench.chain;

import java.io.IOException;

/** One way to do a piece of work, which times each pass itself. */
interface Contender extends AutoCloseable {
  /** Does the work once, and answers with its milliseconds. */
  double pass() throws IOException;

  @Override
  default void close() throws IOException {}
}
