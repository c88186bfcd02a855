package dev.fairlead.bench.events;

import dev.fairlead.bench.Latencies;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.event.Append;
import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Subscription;
import dev.fairlead.model.LogPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/**
 * Live delivery: from the moment that the writer knows its event is committed to the moment that a
 * subscriber has it. A subscriber that has it sooner than the writer knows waited for nothing.
 */
final class Delivery {
  private static final double TAIL = 99;
  private static final int WRITERS = 8;
  private static final int OTHERS = 1_000;
  private static final long NANOS_A_SECOND = 1_000_000_000L;

  private final EventLog log;

  Delivery(EventLog log) {
    this.log = log;
  }

  /** So many subscribers while writers append so many events, at a rate all together. */
  List<Row> measure(int subscribers, int rate, int events, double limitMillis) throws Exception {
    Latencies times = new Latencies();
    double reached = deliver(subscribers, rate, events, times);
    String who = subscribers == 1 ? "1 subscriber" : subscribers + " subscribers";
    return List.of(
        Row.held(
            "delivered to %s after the commit, p99".formatted(who),
            times.millis(TAIL),
            "ms",
            Target.below(limitMillis)),
        Row.shown("  events appended meanwhile", reached, "1/s"));
  }

  /** The same, with the time of each event to each subscriber; the rate that was reached. */
  double deliver(int subscribers, int rate, int events, Latencies times) throws Exception {
    LogPosition after = log.head().position();
    Times committed = new Times(after, events);
    List<Subscription> open = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Times>> readers = new ArrayList<>();
      for (int i = 0; i < subscribers; i++) {
        Subscription subscription = log.subscribe(after, EventFilter.kind("bench"));
        open.add(subscription);
        readers.add(threads.submit(reading(subscription, new Times(after, events), events)));
      }
      long begun = System.nanoTime();
      List<Callable<Void>> writers = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        writers.add(writing(writer, begun, rate, events, committed));
      }
      for (Future<Void> writer : threads.invokeAll(writers)) {
        writer.get();
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      for (Future<Times> reader : readers) {
        reader.get().since(committed, times);
      }
      return events / seconds;
    } finally {
      open.forEach(Subscription::close);
    }
  }

  private static Callable<Times> reading(Subscription subscription, Times seen, int events) {
    return () -> {
      for (int i = 0; i < events; i++) {
        seen.note(subscription.take().position());
      }
      return seen;
    };
  }

  /** Every so-manieth event, each when it is due and not before. */
  private Callable<Void> writing(int writer, long begun, int rate, int events, Times committed) {
    return () -> {
      StreamId stream = Payload.stream();
      long version = 0;
      for (int i = writer; i < events; i += WRITERS) {
        long due = begun + i * (NANOS_A_SECOND / rate);
        long left = due - System.nanoTime();
        while (left > 0) {
          LockSupport.parkNanos(left);
          left = due - System.nanoTime();
        }
        Append append = Append.to(stream, version++, Payload.event());
        committed.note(OwnLog.write(log, append).first());
      }
      return null;
    };
  }

  /** When each position was seen. */
  private static final class Times {
    private final long after;
    private final AtomicLongArray nanos;

    /** For as many positions as there are events of one kind, and some of others between them. */
    Times(LogPosition after, int events) {
      this.after = after.value();
      this.nanos = new AtomicLongArray(events + OTHERS);
    }

    void note(LogPosition position) {
      nanos.set((int) (position.value() - after - 1), System.nanoTime());
    }

    /** Adds how much later these are than those, position by position. */
    void since(Times earlier, Latencies times) {
      for (int i = 0; i < nanos.length(); i++) {
        if (earlier.nanos.get(i) != 0) {
          times.addNanos(nanos.get(i) - earlier.nanos.get(i));
        }
      }
    }
  }
}
