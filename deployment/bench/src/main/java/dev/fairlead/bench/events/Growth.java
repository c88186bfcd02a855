package dev.fairlead.bench.events;

import dev.fairlead.bench.Latencies;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.event.Append;
import dev.fairlead.event.EventStore;
import dev.fairlead.parts.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a long log costs: each figure of a short log and of a long one in turns, on one server and
 * in one process, so that what disturbs the machine disturbs both. What reads comes before what
 * appends, so that the short one is still as short as it is called.
 */
final class Growth {
  /** So many events are a short log. */
  static final int SHORT = 100_000;

  /** As many are long enough to be held against it. */
  static final int LONG = 1_000_000;

  private static final double SLOWER = 0.15;
  private static final double TAIL = 99;
  private static final int RATE = 1_000;

  /** In milliseconds; nothing is shorter. */
  private static final double LEAST = 0.001;

  /**
   * How much is measured.
   *
   * @param turns of each figure but those that have single samples
   * @param events to verify and to rebuild in a turn at least
   * @param queries of the past
   * @param lone appends of a caller alone
   * @param race of many callers, in a turn
   * @param deliveries to each subscriber
   */
  record Effort(int turns, long events, int queries, int lone, Duration race, int deliveries) {}

  /** A log under measurement. */
  private record Side(EventStore store, Lives lives) {}

  private final Side shorter;
  private final Side longer;
  private final Effort effort;
  private final Progress progress;
  private final List<Row> rows = new ArrayList<>();

  private Growth(Side shorter, Side longer, Effort effort, Progress progress) {
    this.shorter = shorter;
    this.longer = longer;
    this.effort = effort;
    this.progress = progress;
  }

  /** The rows of two logs of lives. */
  static List<Row> measure(
      EventStore shorter,
      Lives fewer,
      EventStore longer,
      Lives more,
      Effort effort,
      Progress progress)
      throws Exception {
    Growth growth = new Growth(new Side(shorter, fewer), new Side(longer, more), effort, progress);
    growth.reads();
    growth.past();
    growth.alone();
    growth.deliveries(1, 5);
    growth.deliveries(200, 50);
    growth.together(32);
    growth.together(256);
    return growth.rows;
  }

  /** Events gone over, and how long that took. */
  private static final class Pace {
    private long events;
    private long nanos;

    void went(long more, long begun) {
      events += more;
      nanos += System.nanoTime() - begun;
    }

    double rate() {
      return events * 1e9 / nanos;
    }
  }

  private void reads() throws InterruptedException {
    Pace verifiedShort = new Pace();
    Pace verifiedLong = new Pace();
    Pace rebuiltShort = new Pace();
    Pace rebuiltLong = new Pace();
    for (int turn = 0; turn < effort.turns(); turn++) {
      progress.says("growth: reads, turn %d of %d".formatted(turn + 1, effort.turns()));
      verify(shorter, verifiedShort);
      verify(longer, verifiedLong);
      rebuild(shorter, rebuiltShort);
      rebuild(longer, rebuiltLong);
    }
    rate("verified", verifiedLong.rate(), verifiedShort.rate(), "events/s");
    rate("index of intents rebuilt beside", rebuiltLong.rate(), rebuiltShort.rate(), "events/s");
  }

  private void verify(Side side, Pace pace) {
    long begun = System.nanoTime();
    pace.went(PastReads.verify(side.store(), effort.events()), begun);
  }

  private void rebuild(Side side, Pace pace) throws InterruptedException {
    long begun = System.nanoTime();
    long events = 0;
    while (events < effort.events()) {
      side.store().projections().rebuild("intent_index", (position, of) -> {});
      events += side.lives().events();
    }
    pace.went(events, begun);
  }

  private void past() {
    progress.says("growth: as-of queries");
    PastMoments ofShort = new PastMoments(shorter.store().log(), shorter.lives());
    PastMoments ofLong = new PastMoments(longer.store().log(), longer.lives());
    Latencies shortTimes = new Latencies();
    Latencies longTimes = new Latencies();
    for (int i = -effort.queries() / 4; i < effort.queries(); i++) {
      if (i == 0) {
        shortTimes.reset();
        longTimes.reset();
      }
      shortTimes.addNanos(ofShort.ask());
      longTimes.addNanos(ofLong.ask());
    }
    times("an intent as of an instant", longTimes, shortTimes);
  }

  private void alone() {
    progress.says("growth: one caller");
    Latencies shortTimes = new Latencies();
    Latencies longTimes = new Latencies();
    for (int i = -effort.lone() / 4; i < effort.lone(); i++) {
      if (i == 0) {
        shortTimes.reset();
        longTimes.reset();
      }
      append(shorter, shortTimes);
      append(longer, longTimes);
    }
    times("one caller alone", longTimes, shortTimes);
  }

  private static void append(Side side, Latencies times) {
    long begun = System.nanoTime();
    OwnLog.write(side.store().log(), Append.to(Payload.stream(), 0, Payload.event()));
    times.addNanos(System.nanoTime() - begun);
  }

  /**
   * Held against the limit that a log of any length has: most of these times are nothing, since the
   * subscriber has the event before the writer knows, and no ratio rests on that.
   */
  private void deliveries(int subscribers, double limitMillis) throws Exception {
    progress.says("growth: deliveries to " + subscribers);
    Delivery ofShort = new Delivery(shorter.store().log());
    Delivery ofLong = new Delivery(longer.store().log());
    Latencies shortTimes = new Latencies();
    Latencies longTimes = new Latencies();
    int events = Math.max(1, effort.deliveries() / effort.turns());
    for (int turn = 0; turn < effort.turns(); turn++) {
      ofShort.deliver(subscribers, RATE, events, shortTimes);
      ofLong.deliver(subscribers, RATE, events, longTimes);
    }
    rows.add(
        new Row(
            named("delivered to %d after the commit, p99".formatted(subscribers)),
            longTimes.millis(TAIL),
            "ms",
            Math.max(LEAST, shortTimes.millis(TAIL)),
            Target.below(limitMillis)));
  }

  private void together(int callers) throws Exception {
    progress.says("growth: %d callers".formatted(callers));
    Tally ofShort = new Tally();
    Tally ofLong = new Tally();
    try (Contestant first = OwnLog.of(shorter.store().log());
        Contestant second = OwnLog.of(longer.store().log())) {
      first.race(callers, effort.race(), new Tally());
      second.race(callers, effort.race(), new Tally());
      for (int turn = 0; turn < effort.turns(); turn++) {
        first.race(callers, effort.race(), ofShort);
        second.race(callers, effort.race(), ofLong);
      }
    }
    rate(callers + " callers, appends", ofLong.rate(), ofShort.rate(), "1/s");
    times(callers + " callers", ofLong.times(), ofShort.times());
  }

  private String named(String what) {
    return "%s, %d events in the log (%d)"
        .formatted(what, longer.lives().events(), shorter.lives().events());
  }

  private void rate(String what, double ofLong, double ofShort, String unit) {
    rows.add(new Row(named(what), ofLong, unit, ofShort, Target.ratioAtLeast(1 - SLOWER)));
  }

  /** So few samples make a p99 that differs by more than the target from one run to the next. */
  private void times(String what, Latencies ofLong, Latencies ofShort) {
    rows.add(
        new Row(
            named(what + ", p50"),
            ofLong.millis(50),
            "ms",
            ofShort.millis(50),
            Target.ratioBelow(1 + SLOWER)));
    rows.add(new Row(named(what + ", p99"), ofLong.millis(TAIL), "ms", ofShort.millis(TAIL), null));
  }
}
