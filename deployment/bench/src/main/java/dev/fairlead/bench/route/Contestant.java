package dev.fairlead.bench.route;

import java.io.IOException;

/** A router that is asked the same as others. */
interface Contestant extends AutoCloseable {
  String name();

  Answer answer(Ask ask) throws IOException;

  /** What it holds to be able to answer. */
  double mebibytes() throws IOException;

  @Override
  default void close() throws IOException {}
}
