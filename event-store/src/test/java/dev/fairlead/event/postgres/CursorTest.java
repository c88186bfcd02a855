package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.Cursor;
import dev.fairlead.event.Cursors;
import dev.fairlead.event.Cursors.Acknowledgement.Acknowledged;
import dev.fairlead.event.Cursors.Acknowledgement.BeyondTheEnd;
import dev.fairlead.event.Cursors.Acknowledgement.NoSuchCursor;
import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.Subscription;
import dev.fairlead.model.LogPosition;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class CursorTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_120L);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Cursor.Name NAME = new Cursor.Name("desk.fills");

  private final LogFixture fixture = new LogFixture();
  private final EventStore store = fixture.open();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static LogPosition at(long position) {
    return new LogPosition(position);
  }

  private LogPosition acknowledged(Cursors cursors, long position) {
    return ((Acknowledged) cursors.acknowledge(NAME, at(position))).cursor().position();
  }

  @Test
  void isMadeOnceAndOnlyMovesForward() {
    append(store.log(), stream("s"), 0, "a", "b", "c");
    Cursors cursors = store.cursors();

    assertThat(cursors.find(NAME)).isEmpty();
    assertThat(cursors.open(NAME, at(1)).position()).isEqualTo(at(1));
    assertThat(cursors.open(NAME, at(3)).position()).isEqualTo(at(1));
    assertThat(acknowledged(cursors, 3)).isEqualTo(at(3));
    assertThat(acknowledged(cursors, 2)).isEqualTo(at(3));
    assertThat(cursors.list()).extracting(Cursor::name).containsExactly(NAME);
    assertThat(cursors.remove(NAME)).isTrue();
    assertThat(cursors.remove(NAME)).isFalse();
  }

  @Test
  void refusesWhatCanNotBeDoneWith() {
    Cursors cursors = store.cursors();
    long head = store.log().head().position().value();

    assertThat(cursors.acknowledge(NAME, at(1))).isInstanceOf(NoSuchCursor.class);
    cursors.open(NAME, LogPosition.START);
    assertThat(cursors.acknowledge(NAME, at(head + 1))).isEqualTo(new BeyondTheEnd(at(head)));
    assertThat(cursors.find(NAME).orElseThrow().position()).isEqualTo(LogPosition.START);
    assertThatThrownBy(() -> new Cursor.Name("a b")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName(
      "failures #130: a reader that goes on from its cursor misses nothing and repeats"
          + " only what it had not acknowledged, over restarts and fail-over to another node")
  void carriesAReaderOverRestartsAndFailOver() throws Exception {
    Random random = new Random(SEED);
    int total = 400;
    long version = 0;
    List<Long> done = new ArrayList<>();
    store.cursors().open(NAME, LogPosition.START);
    for (int life = 0; done.size() < total + 1; life++) {
      EventStore node =
          fixture.open(EventStoreSettings.of("node-" + (1 + life % 2)), InstantSource.system());
      int more = (int) Math.min(1 + random.nextInt(60), total - version);
      for (int i = 0; i < more; i++) {
        append(store.log(), stream("s"), version++, "x");
      }
      long head = store.log().head().position().value();
      LogPosition from = node.cursors().find(NAME).orElseThrow().position();
      assertThat(from.value()).as("seed %d", SEED).isEqualTo(done.size());
      try (Subscription events = node.log().subscribe(from, EventFilter.all())) {
        long reads = Math.min(head - from.value(), 1 + random.nextInt(80));
        long acknowledged = random.nextLong(reads + 1);
        for (long i = 1; i <= reads; i++) {
          long position = events.poll(PATIENCE).orElseThrow().position().value();
          if (i <= acknowledged) {
            done.add(position);
            acknowledged(node.cursors(), position);
          }
        }
      }
      node.close();
      total += head > total + 1 ? (int) (head - total - 1) : 0;
    }
    assertThat(done)
        .as("seed %d", SEED)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, done.size()).boxed().toList());
  }
}
