package dev.fairlead.bench.route;

import java.io.IOException;

/** A router that is asked the same as others. */
interface Contestant extends AutoCloseable {
  String name();

  Answer answer(Ask ask) throws IOException;

  /** Whether it counts fractions of units, which no pool gives. */
  default boolean countsFractions() {
    return false;
  }

  /** What it holds to be able to answer. */
  double mebibytes() throws IOException;

  @Override
  default void close() throws IOException {}
}
