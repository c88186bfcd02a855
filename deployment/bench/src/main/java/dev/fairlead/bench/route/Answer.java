package dev.fairlead.bench.route;

/** What a router says it would get, in units of the token bought, and how long it thought. */
record Answer(double output, long nanos) {
  /** Whether it knows a way at all. */
  boolean isRoute() {
    return output > 0;
  }
}
