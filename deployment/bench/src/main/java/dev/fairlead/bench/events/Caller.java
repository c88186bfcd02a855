package dev.fairlead.bench.events;

/** Makes one event after another durable. For one thread; many callers work at once. */
@FunctionalInterface
interface Caller {
  /** Returns when the event is durable. */
  void append() throws Exception;
}
