package dev.fairlead.event.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.EventId;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.LogPosition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Judges a log by what its callers recorded: all that was acknowledged is there, once, where it was
 * said to be; what was not is there whole or not at all; nothing is there that nobody meant.
 *
 * <p>Reads the callers' records first and the log after, so that it can judge while they go on; and
 * only what came since it judged last.
 */
final class LogOracle {
  private static final int PAGE = 5_000;
  private static final int TRIES = 100;

  private final EventLog log;
  private final Path directory;
  private final Map<Long, CallerName> callers = new HashMap<>();
  private final Map<CallerName, List<Long>> begins = new HashMap<>();
  private final Set<EventId> ids = new HashSet<>();
  private long position;
  private @Nullable Bytes32 hash;

  LogOracle(EventLog log, Path directory, List<CallerName> callers) {
    this.log = log;
    this.directory = directory;
    for (CallerName caller : callers) {
      this.callers.put(caller.idPrefix(), caller);
      this.begins.put(caller, new ArrayList<>());
    }
  }

  /** How many events it has seen. */
  int events() {
    return ids.size();
  }

  /** How many appends the log holds by now. */
  int appends() {
    return begins.values().stream().mapToInt(List::size).sum();
  }

  /** Where the first append of a node begins. */
  long firstOf(String node) {
    return begins(node).min().orElseThrow();
  }

  /** Where the last append of a node begins. */
  long lastOf(String node) {
    return begins(node).max().orElseThrow();
  }

  private LongStream begins(String node) {
    return begins.entrySet().stream()
        .filter(entry -> entry.getKey().node().equals(node))
        .flatMapToLong(entry -> entry.getValue().stream().mapToLong(Long::longValue));
  }

  void judge() throws IOException {
    Map<CallerName, CallerRecord.Said> said = new HashMap<>();
    for (CallerName caller : begins.keySet()) {
      said.put(caller, CallerRecord.read(caller.record(directory), caller));
    }
    readOn();
    for (Map.Entry<CallerName, CallerRecord.Said> entry : said.entrySet()) {
      judge(entry.getKey(), entry.getValue());
    }
  }

  private void judge(CallerName caller, CallerRecord.Said said) {
    List<Long> stored = Objects.requireNonNull(begins.get(caller));
    said.acknowledged()
        .forEach((number, first) -> {
          assertThat(stored).as("appends of %s", caller).hasSizeGreaterThan(number.intValue());
          assertThat(stored.get(number.intValue()))
              .as("where append %d of %s begins", number, caller)
              .isEqualTo(first);
        });
  }

  private void readOn() {
    long head = known(() -> log.head().position().value());
    List<RecordedEvent> append = new ArrayList<>();
    while (position < head) {
      int limit = (int) Math.min(PAGE, head - position);
      List<RecordedEvent> page = known(() -> log.readAll(new LogPosition(position), limit));
      assertThat(page).as("events after %d, of %d", position, head).hasSize(limit);
      for (RecordedEvent event : page) {
        follows(event);
        CallerName caller = callers.get(event.id().value().getMostSignificantBits());
        if (caller == null) {
          assertThat(append).as("an append of which only a part is there").isEmpty();
        } else {
          append.add(event);
          if (whole(append, caller)) {
            append.clear();
          }
        }
      }
    }
    assertThat(append).as("an append of which only a part is there").isEmpty();
  }

  private void follows(RecordedEvent event) {
    assertThat(event.position().value()).as("no gap").isEqualTo(position + 1);
    if (hash != null) {
      assertThat(event.previous()).as("the chain at %d", event.position().value()).isEqualTo(hash);
    }
    assertThat(ids.add(event.id())).as("%s is there once", event.id()).isTrue();
    position = event.position().value();
    hash = event.hash();
  }

  /** Whether the events are one append of this caller, its next one, from begin to end. */
  private boolean whole(List<RecordedEvent> events, CallerName caller) {
    List<Long> before = Objects.requireNonNull(begins.get(caller));
    CallerAppend expected = new CallerAppend(caller, before.size(), 0);
    RecordedEvent last = events.getLast();
    assertThat(CallerAppend.numberOf(last.id()))
        .as("the append of %s at %d", caller, last.position().value())
        .isEqualTo(expected.number());
    assertThat(last.id()).isEqualTo(expected.id(events.size() - 1));
    if (events.size() < expected.size()) {
      return false;
    }
    before.add(events.getFirst().position().value());
    return true;
  }

  /** A reader's connection dies with the server; it asks again. */
  private static <T> T known(Supplier<T> read) {
    for (int i = 1; ; i++) {
      try {
        return read.get();
      } catch (EventStoreException e) {
        if (e.kind() == Kind.FATAL || i == TRIES) {
          throw e;
        }
      }
    }
  }
}
