package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.event;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.AnchorCondition;
import dev.fairlead.event.AnchorCondition.State;
import dev.fairlead.event.Append;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.LogDiverged.Difference;
import dev.fairlead.event.anchor.AnchorServer;
import dev.fairlead.event.anchor.FileAnchor;
import dev.fairlead.event.anchor.HttpAnchor;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a running node does when it is shown that the database does not hold its log any more. */
final class DivergenceTest {
  @TempDir private Path directory;

  private final LogFixture fixture = new LogFixture();
  private final Heard heard = new Heard();

  @AfterEach
  void close() {
    fixture.close();
  }

  /** What a node said of its log and its anchors. */
  private static final class Heard implements EventStoreObserver {
    private final List<EventStoreException> halts = new ArrayList<>();
    private final List<State> turns = new ArrayList<>();
    private final CountDownLatch halted = new CountDownLatch(1);

    @Override
    public synchronized void halted(EventStoreException reason) {
      halts.add(reason);
      halted.countDown();
    }

    @Override
    public synchronized void anchorTurned(AnchorCondition condition) {
      turns.add(condition.state());
    }
  }

  private static void fill(EventStore store, String name, int events) {
    String[] texts = new String[events];
    for (int i = 0; i < events; i++) {
      texts[i] = name + i;
    }
    append(store.log(), stream(name), 0, texts);
  }

  private EventStore open(LogFixture log, EvidenceSettings evidence) {
    return EvidenceFixture.open(log, evidence, LogFixture.SIGNER, InstantSource.system(), heard);
  }

  private static List<State> states(EventStore store) {
    return store.evidence().condition().anchors().stream().map(AnchorCondition::state).toList();
  }

  private void assertStopped(EventStore store, Difference difference) {
    long before = store.log().head().position().value();
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> store.log().append(Append.to(stream("later"), 0, event("x"))))
          .isInstanceOfSatisfying(
              EventStoreException.class,
              e -> assertThat(e.kind()).isEqualTo(EventStoreException.Kind.FATAL))
          .hasMessageContaining("appends no more")
          .hasMessageContaining("vouches for");
    }
    assertThat(store.log().head().position().value()).isEqualTo(before);
    assertThat(heard.halts)
        .singleElement()
        .isInstanceOfSatisfying(
            LogDiverged.class, e -> assertThat(e.difference()).isEqualTo(difference));
    assertThat(store.evidence().condition().halted()).contains("vouches for");
    assertThatThrownBy(() -> store.evidence().checkpoint())
        .isInstanceOf(EventStoreException.class)
        .hasMessageContaining("appends no more");
  }

  @Test
  @DisplayName(
      "failures #31: an anchor that was away at the start and vouches for more stops the node")
  void stopsWhenAnAnchorThatReturnsDisagrees() {
    try (AnchorServer server = new AnchorServer();
        HttpAnchor anchor = new HttpAnchor(server.address())) {
      EvidenceSettings evidence = EvidenceFixture.anchored(anchor);
      try (EventStore store = open(fixture, evidence)) {
        fill(store, "a", 10);
        store.evidence().checkpoint();
      }
      try (LogFixture restored = fixture.copy()) {
        try (EventStore store = open(fixture, evidence)) {
          fill(store, "b", 10);
          store.evidence().checkpoint();
        }
        int told = server.lines().size();
        server.refuse(1000);
        try (EventStore store = open(restored, evidence)) {
          fill(store, "c", 50);
          store.evidence().checkpoint();
          assertThat(states(store)).containsExactly(State.UNHEARD);
          assertThat(store.evidence().condition().anchors().getFirst().silentSince()).isNotNull();
          server.refuse(0);

          store.evidence().checkpoint();

          assertThat(states(store)).containsExactly(State.DIVERGED);
          assertStopped(store, Difference.REWRITTEN);
        }
        assertThat(server.lines()).as("what the anchor proves is left alone").hasSize(told);
      }
    }
  }

  @Test
  @DisplayName(
      "failures #142: an anchor that was away at the start and agrees gets what it missed, in order")
  void goesOnWhenAnAnchorThatReturnsAgrees() {
    try (AnchorServer server = new AnchorServer();
        HttpAnchor anchor = new HttpAnchor(server.address())) {
      EvidenceSettings evidence = EvidenceFixture.anchored(anchor);
      try (EventStore store = open(fixture, evidence)) {
        fill(store, "a", 10);
        store.evidence().checkpoint();
      }
      server.refuse(1000);
      try (EventStore store = open(fixture, evidence)) {
        fill(store, "b", 10);
        store.evidence().checkpoint();
        fill(store, "c", 10);
        store.evidence().checkpoint();
        assertThat(states(store)).containsExactly(State.UNHEARD);
        server.refuse(0);

        store.evidence().checkpoint();

        assertThat(store.evidence().condition().anchors())
            .containsExactly(new AnchorCondition(anchor.name(), State.AGREES, "", null));
        fill(store, "d", 1);
      }
      assertThat(server.lines().stream().map(line -> Checkpoint.parse(line).size()))
          .containsExactly(11L, 21L, 31L, 32L);
      assertThat(heard.halts).isEmpty();
    }
  }

  @Test
  @DisplayName("failures #31: an anchor of another log is not written to, and the start is refused")
  void leavesAnAnchorOfAnotherLogAlone() throws IOException {
    FileAnchor anchor = new FileAnchor(directory.resolve("checkpoints.log"));
    EvidenceSettings evidence = EvidenceFixture.anchored(anchor);
    try (LogFixture other = new LogFixture();
        EventStore store = open(other, evidence)) {
      fill(store, "a", 3);
    }
    List<Checkpoint> before = anchor.all();
    try (EventStore store = open(fixture, EvidenceFixture.anchored())) {
      fill(store, "a", 30);
    }

    assertThatThrownBy(() -> open(fixture, evidence))
        .isInstanceOfSatisfying(
            LogDiverged.class, e -> assertThat(e.difference()).isEqualTo(Difference.ANOTHER_LOG));
    assertThat(anchor.all()).isEqualTo(before);
  }

  @Test
  @DisplayName("failures #31: where keys are named as trusted, checkpoints of others stop no node")
  void passesOverWhatStrangersLeftAtAnAnchor() throws IOException {
    FileAnchor anchor = new FileAnchor(directory.resolve("checkpoints.log"));
    EvidenceSettings trusting =
        new EvidenceSettings(
            EvidenceFixture.anchored().interval(), List.of(anchor), Set.of(hex(LogFixture.SIGNER)));
    try (EventStore store = open(fixture, trusting)) {
      fill(store, "a", 3);
    }
    Checkpoint last = anchor.last().orElseThrow();
    EventSigner stranger = LocalEventSigner.generate(new SecureRandom());
    anchor.write(checkpoint(stranger, stranger));
    anchor.write(checkpoint(LogFixture.SIGNER, stranger));

    try (EventStore store = open(fixture, trusting)) {
      assertThat(states(store)).containsExactly(State.AGREES);
      fill(store, "b", 3);
    }
    assertThat(anchor.all().stream().map(Checkpoint::size))
        .containsExactly(last.size(), 1_000L, 1_000L, last.size() + 3);
    anchor.write(checkpoint(stranger, stranger));
    try (LogFixture other = new LogFixture()) {
      assertThatThrownBy(() -> open(other, trusting))
          .isInstanceOfSatisfying(
              LogDiverged.class, e -> assertThat(e.difference()).isEqualTo(Difference.ANOTHER_LOG));
    }
    assertThatThrownBy(() -> open(fixture, EvidenceFixture.anchored(anchor)))
        .as("nobody said which keys are strangers'")
        .isInstanceOf(LogDiverged.class);
  }

  private static String hex(EventSigner signer) {
    return signer.publicKey().toString().substring(2);
  }

  /** Of another log, in the name of one and signed by another. */
  private static Checkpoint checkpoint(EventSigner named, EventSigner signing) {
    return Checkpoint.sign(
        new UUID(1, 2),
        1_000,
        new byte[32],
        new byte[32],
        Instant.now(),
        named.publicKey().toArray(),
        message -> signing.sign(message).toArray());
  }

  @Test
  void saysThatAnAnchorLostItsCheckpoints() throws IOException {
    Path file = directory.resolve("checkpoints.log");
    EvidenceSettings evidence = EvidenceFixture.anchored(new FileAnchor(file));
    try (EventStore store = open(fixture, evidence)) {
      fill(store, "a", 3);
      assertThat(states(store)).as("a log that begins lacks nothing").containsExactly(State.AGREES);
    }
    Files.delete(file);
    heard.turns.clear();
    try (EventStore store = open(fixture, EvidenceFixture.anchored(new FileAnchor(file)))) {
      assertThat(states(store)).containsExactly(State.MISSING);
      assertThat(store.evidence().condition().anchors().getFirst().detail())
          .contains("it holds nothing, though checkpoints up to 4 events were taken");
      fill(store, "b", 3);
      store.evidence().checkpoint();
      assertThat(states(store)).as("not forgotten in this life").containsExactly(State.MISSING);
    }
    assertThat(heard.turns).containsExactly(State.UNHEARD, State.MISSING);
    assertThat(new FileAnchor(file).all().stream().map(Checkpoint::size)).containsExactly(4L, 7L);
  }

  @Test
  void saysThatAFileWasTakenAwayFromARunningNode() throws IOException {
    Path file = directory.resolve("checkpoints.log");
    try (EventStore store = open(fixture, EvidenceFixture.anchored(new FileAnchor(file)))) {
      fill(store, "a", 3);
      store.evidence().checkpoint();
      Files.delete(file);
      fill(store, "b", 3);
      store.evidence().checkpoint();
      store.evidence().checkpoint();

      assertThat(states(store)).containsExactly(State.MISSING);
      assertThat(new FileAnchor(file).all().stream().map(Checkpoint::size)).containsExactly(7L);
    }
  }

  @Test
  void doesNotMissWhatAnAnchorNeverTells() {
    try (AnchorServer server = new AnchorServer();
        HttpAnchor anchor = new HttpAnchor(server.address())) {
      server.tellNothing();
      for (int life = 0; life < 2; life++) {
        try (EventStore store = open(fixture, EvidenceFixture.anchored(anchor))) {
          fill(store, "a" + life, 3);
          store.evidence().checkpoint();
          assertThat(states(store)).containsExactly(State.WRITE_ONLY);
          server.refuse(1);
          fill(store, "b" + life, 3);
          store.evidence().checkpoint();
          store.evidence().checkpoint();
        }
      }
      assertThat(server.lines().stream().map(line -> Checkpoint.parse(line).size()))
          .containsExactly(4L, 7L, 7L, 10L, 13L);
    }
  }

  @Test
  @DisplayName("failures #31: a node whose own tree shows a rewrite appends no more")
  void stopsWhenItsOwnTreeIsContradicted() throws InterruptedException {
    EvidenceSettings often = new EvidenceSettings(Duration.ofMillis(5), List.of(), Set.of());
    try (EventStore store = open(fixture, often)) {
      fill(store, "a", 5);
      fixture.tamper(
          "UPDATE event SET previous = hash WHERE position = 6",
          "INSERT INTO event SELECT 7, stream_kind, stream_id, 6, gen_random_uuid(), recorded_at,"
              + " type, payload, payload, hash FROM event WHERE position = 6",
          "UPDATE log_head SET position = 7");

      assertThat(heard.halted.await(30, TimeUnit.SECONDS)).isTrue();

      assertStopped(store, Difference.REWRITTEN);
      assertThat(store.evidence().condition().unsigned()).contains("nothing is signed over it");
    }
  }

  @Test
  @DisplayName("failures #31: a node whose log became shorter than it signed appends no more")
  void stopsWhenTheLogIsShorterThanItSigned() {
    try (EventStore store = open(fixture, EvidenceFixture.anchored())) {
      fill(store, "a", 5);
      store.evidence().checkpoint();
      fixture.tamper(
          "DELETE FROM event WHERE position = 6",
          "UPDATE log_head SET position = 5, hash = (SELECT hash FROM event WHERE position = 5)");

      assertThatThrownBy(() -> store.evidence().checkpoint())
          .isInstanceOf(LogDiverged.class)
          .hasMessageContaining("is longer than the database's log");
      assertStopped(store, Difference.WENT_BACKWARDS);
    }
  }
}
