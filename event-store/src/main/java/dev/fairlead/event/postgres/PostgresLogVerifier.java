package dev.fairlead.event.postgres;

import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.LogVerifier;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.node.NodeEvent;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Checks the log in stretches, several at a time, and then how they fit together, in order. */
final class PostgresLogVerifier implements LogVerifier {
  private static final int STRETCH = 10_000;
  private static final String KEY_TYPE =
      EventCodec.typeOf(new NodeEvent.KeyIntroduced("", Bytes.EMPTY));

  private final ConnectionSettings settings;
  private final LogReader reader;

  PostgresLogVerifier(ConnectionSettings settings, LogReader reader) {
    this.settings = settings;
    this.reader = reader;
  }

  @Override
  public Verdict verify(VerifyProgress progress) {
    Head head = reader.head();
    KeyRing keys = keys(head.position());
    AtomicLong checked = new AtomicLong();
    int workers = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(
            workers, Thread.ofPlatform().name("log-verifier-", 0).factory())) {
      Joined joined = new Joined();
      Deque<Future<Segment>> running = new ArrayDeque<>();
      long next = 0;
      while (next < head.position() || !running.isEmpty()) {
        while (next < head.position() && running.size() < 2 * workers) {
          long after = next;
          long upTo = Math.min(head.position(), after + STRETCH);
          running.add(
              pool.submit(() -> {
                Segment segment = check(head, keys, after, upTo);
                progress.checked(checked.addAndGet(upTo - after), head.position());
                return segment;
              }));
          next = upTo;
        }
        Optional<Broken> broken = joined.add(result(running.remove()));
        if (broken.isPresent()) {
          running.forEach(future -> future.cancel(true));
          return broken.get();
        }
      }
      return end(head, keys, joined);
    }
  }

  private KeyRing keys(long upTo) {
    List<RecordedEvent> introduced = new ArrayList<>();
    for (StoredEvent event :
        reader.after(
            0,
            upTo,
            new EventFilter(Set.of("node"), Set.of(), Set.of(KEY_TYPE)),
            Integer.MAX_VALUE)) {
      try {
        introduced.add(event.decoded());
      } catch (UnreadableEvent e) {
        break;
      }
    }
    return KeyRing.of(introduced);
  }

  private Segment check(Head head, KeyRing keys, long after, long upTo) throws SQLException {
    try (Connection connection = settings.open()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      try (StretchRows rows = new StretchRows(connection, after, upTo)) {
        return new SegmentCheck(head.logId(), keys).check(rows, after, upTo);
      }
    }
  }

  private static Segment result(Future<Segment> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EventStoreException(Kind.RETRYABLE, "interrupted while verifying the log", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw DatabaseFailure.toException("verifying the log", failure);
      }
      throw new EventStoreException(Kind.FATAL, "can't verify the log: " + e.getCause(), e);
    }
  }

  /** What is known of the log up to some position. */
  private static final class Joined {
    private final Map<StreamId, Long> versions = new HashMap<>();
    private @Nullable Segment last;
    private long seals;

    /** Adds the stretch that comes next. */
    Optional<Broken> add(Segment segment) {
      for (Map.Entry<StreamId, Segment.Versions> entry : segment.streams().entrySet()) {
        Segment.Versions found = entry.getValue();
        long before = versions.getOrDefault(entry.getKey(), 0L);
        if (found.first() != before + 1) {
          segment = earlier(segment, entry.getKey(), found, before);
        }
        versions.put(entry.getKey(), found.last());
      }
      Segment previous = last;
      if (previous != null && segment.broken().isEmpty()) {
        fit(previous, segment);
      }
      last = segment;
      seals += segment.seals();
      return segment.broken();
    }

    private static Segment earlier(
        Segment segment, StreamId stream, Segment.Versions found, long before) {
      boolean first =
          segment
              .broken()
              .map(broken -> found.firstPosition() < broken.position().value())
              .orElse(true);
      return first
          ? segment.breakAt(
              found.firstPosition(),
              Fault.STREAM_VERSION,
              "version %d of %s comes after version %d".formatted(found.first(), stream, before))
          : segment;
    }

    private static void fit(Segment previous, Segment segment) {
      long first =
          segment.streams().values().stream()
              .mapToLong(Segment.Versions::firstPosition)
              .min()
              .orElse(0);
      if (segment.firstTime().isBefore(previous.lastTime())) {
        segment.breakAt(first, Fault.TIME, "recorded before the last one");
      } else if (segment.seals() > 0 && segment.firstEpoch() < previous.lastEpoch()) {
        segment.breakAt(first, Fault.SEAL, "an epoch after a later one");
      }
    }
  }

  private Verdict end(Head head, KeyRing keys, Joined joined) {
    Optional<Broken> damage = new LookupCheck(settings).check(head, joined.versions);
    return damage
        .<Verdict>map(broken -> broken)
        .orElseGet(
            () -> new Verdict.Sound(head.position(), joined.seals, head.toLogHead(), keys.names()));
  }
}
