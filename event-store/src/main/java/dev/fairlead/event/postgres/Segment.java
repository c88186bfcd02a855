package dev.fairlead.event.postgres;

import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.event.proof.Frontier;
import dev.fairlead.model.LogPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was found in one stretch of the log, and what is needed to tell whether it fits to the
 * stretches before and after it.
 */
final class Segment {
  /**
   * A checkpoint of a log that ends in the stretch, and what the stretch has to say to it.
   *
   * @param leaves the tree over the stretch up to there
   * @param head the hash of the last event
   * @param trouble what is wrong with the checkpoint itself
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Mark(Vouched.Said said, Frontier leaves, byte[] head, Optional<Broken> trouble) {}

  private final Map<StreamName, StreamPart> streams = new HashMap<>();
  private final Frontier leaves = new Frontier();
  private final List<Mark> marks = new ArrayList<>();
  private final RowPrint hashes;
  private final ToldRows rows;
  private Optional<Broken> broken = Optional.empty();
  private long firstPosition;
  private long firstMicros = Long.MIN_VALUE;
  private long lastMicros = Long.MIN_VALUE;
  private long firstSeal;
  private long firstEpoch = Long.MIN_VALUE;
  private long lastEpoch = Long.MIN_VALUE;
  private long seals;

  /** An empty stretch; {@code indexed}: up to where the index of intents has come. */
  Segment(RowPrint print, long indexed) {
    this.hashes = print.sibling();
    this.rows = new ToldRows(print, indexed);
  }

  /** Notes damage, and that the stretch was not looked at any further. */
  Segment breakAt(long position, Fault fault, String what) {
    broken = Optional.of(new Broken(new LogPosition(position), fault, what));
    return this;
  }

  /** Notes damage, unless there is some before it already. */
  void breakBefore(long position, Fault fault, String what) {
    if (broken.map(found -> position < found.position().value()).orElse(true)) {
      breakAt(position, fault, what);
    }
  }

  Optional<Broken> broken() {
    return broken;
  }

  /** Notes an event's place in its stream; whether it follows the one before. */
  boolean follows(StreamName stream, RawEvent event) {
    StreamPart part = streams.get(stream);
    boolean follows = part == null || event.version() == part.last() + 1;
    if (part == null) {
      part = new StreamPart(stream, event.version(), event.position());
      streams.put(stream, part);
    }
    part.goesTo(event.version());
    part.keys()
        .add(
            LookupTables.key(
                hashes,
                event.version(),
                event.eventIdHigh(),
                event.eventIdLow(),
                event.position()));
    rows.add(event, part);
    return follows;
  }

  /** Notes an event's time; whether it is not before the one before. */
  boolean inTime(long position, long micros) {
    boolean fits = micros >= lastMicros;
    if (firstPosition == 0) {
      firstPosition = position;
      firstMicros = micros;
    }
    lastMicros = micros;
    return fits;
  }

  /** Notes a seal's epoch; whether it is not before the one before. */
  boolean sealed(long position, long epoch) {
    boolean fits = epoch >= lastEpoch;
    if (seals == 0) {
      firstSeal = position;
      firstEpoch = epoch;
    }
    lastEpoch = epoch;
    seals++;
    return fits;
  }

  /** Notes a checkpoint that speaks of the log up to the last event so far. */
  void mark(Vouched.Said said, byte[] head, Optional<Broken> trouble) {
    marks.add(new Mark(said, leaves.copy(), head, trouble));
  }

  /** The streams that something happened to, each once. */
  Collection<StreamPart> streams() {
    return streams.values();
  }

  /** What its events say of the tables that are made of them. */
  ToldRows rows() {
    return rows;
  }

  /** The tree over the stretch alone. */
  Frontier leaves() {
    return leaves;
  }

  List<Mark> marks() {
    return marks;
  }

  long firstPosition() {
    return firstPosition;
  }

  long firstMicros() {
    return firstMicros;
  }

  long lastMicros() {
    return lastMicros;
  }

  /** Where its first seal stands. */
  long firstSeal() {
    return firstSeal;
  }

  long firstEpoch() {
    return firstEpoch;
  }

  long lastEpoch() {
    return lastEpoch;
  }

  long seals() {
    return seals;
  }
}
