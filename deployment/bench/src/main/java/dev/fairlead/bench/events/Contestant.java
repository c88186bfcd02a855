package dev.fairlead.bench.events;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** One way to make events durable, on a database of its own of the same server. */
interface Contestant extends AutoCloseable {
  String name();

  /** Lets so many callers append for a time, each one event after the other. */
  void race(int callers, Duration time, Tally tally) throws Exception;

  @Override
  void close() throws IOException, SQLException;
}
