package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.checker;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.CheckpointAnchor;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.anchor.AnchorServer;
import dev.fairlead.event.anchor.FileAnchor;
import dev.fairlead.event.anchor.HttpAnchor;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.event.proof.Proof;
import dev.fairlead.model.LogPosition;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree, the checkpoints and the proofs of a real log. */
final class EvidenceTest {
  @TempDir private Path directory;

  private final LogFixture fixture = new LogFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  private static void fill(EventStore store, String name, int events) {
    String[] texts = new String[events];
    for (int i = 0; i < events; i++) {
      texts[i] = name + i;
    }
    append(store.log(), stream(name), 0, texts);
  }

  private static Checkpoint checkpoint(EventStore store) {
    return store.evidence().checkpoint().orElseThrow();
  }

  /** What the anchors were told and how late they were. */
  private static final class Heard implements EventStoreObserver {
    private final List<Long> anchored = new ArrayList<>();
    private final List<Duration> lags = new ArrayList<>();
    private final List<Integer> failures = new ArrayList<>();

    @Override
    public synchronized void anchored(String anchor, Checkpoint checkpoint) {
      anchored.add(checkpoint.size());
    }

    @Override
    public synchronized void anchorLag(String anchor, Duration lag) {
      lags.add(lag);
    }

    @Override
    public synchronized void anchorFailed(String anchor, int attempt, Exception failure) {
      failures.add(attempt);
    }
  }

  @Test
  void provesEventsAndGrowthAcrossStoredSubtrees() {
    try (EventStore store =
        EvidenceFixture.open(fixture, EvidenceFixture.anchored(), LogFixture.SIGNER)) {
      fill(store, "a", 700);
      fill(store, "b", 299);
      for (long position : List.of(1L, 2L, 255L, 256L, 257L, 512L, 513L, 999L, 1000L)) {
        Proof.Inclusion proof = store.evidence().inclusion(new LogPosition(position), 1000);

        assertThat(checker().failures(Proof.parse(proof.toJson()))).as("%s", proof).isEmpty();
      }
      for (long from : List.of(1L, 255L, 256L, 257L, 700L, 768L, 999L, 1000L)) {
        Proof.Consistency proof = store.evidence().consistency(from, 1000);

        assertThat(checker().failures(Proof.parse(proof.toJson()))).as("%s", proof).isEmpty();
      }
      assertThat(checker().failures(store.evidence().inclusion(new LogPosition(3), 300))).isEmpty();
      assertThatThrownBy(() -> store.evidence().inclusion(new LogPosition(1001), 1001))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest(name = "failures #136: nothing is signed over a past that was changed: {0}")
  @ValueSource(
      strings = {
        "UPDATE event SET hash = sha256('other') WHERE position = 580",
        "UPDATE event SET payload = 'other' WHERE position = 580",
        "UPDATE event SET hash = sha256('other') WHERE position = 590",
        "UPDATE merkle_node SET hash = sha256('other') WHERE ordinal = 1"
      })
  void signsNothingOverAPastThatWasChanged(String tampering) {
    try (EventStore store =
        EvidenceFixture.open(fixture, EvidenceFixture.anchored(), LogFixture.SIGNER)) {
      fill(store, "a", 600);
      checkpoint(store);
      fixture.tamper(tampering);

      assertThatThrownBy(() -> store.evidence().inclusion(new LogPosition(580), 590))
          .isInstanceOfSatisfying(
              LogDiverged.class,
              e -> assertThat(e.difference()).isEqualTo(LogDiverged.Difference.REWRITTEN));

      assertThat(store.evidence().condition().halted()).isNotNull();
      assertThatThrownBy(() -> fill(store, "b", 1)).isInstanceOf(EventStoreException.class);
    }
  }

  @Test
  void goesOnWithTheSameTreeAfterARestart() {
    Checkpoint before;
    try (EventStore store =
        EvidenceFixture.open(fixture, EvidenceFixture.anchored(), LogFixture.SIGNER)) {
      fill(store, "a", 600);
      before = checkpoint(store);
    }
    try (EventStore store =
        EvidenceFixture.open(fixture, EvidenceFixture.anchored(), LogFixture.SIGNER)) {
      assertThat(checkpoint(store).root()).isEqualTo(before.root());
      fill(store, "b", 600);
      Checkpoint after = checkpoint(store);

      assertThat(checker().failures(store.evidence().consistency(before.size(), after.size())))
          .isEmpty();
      assertThat(fixture.query("SELECT count(*) FROM merkle_node WHERE height = 8")).isEqualTo("4");
      assertThat(store.verifier().verify((_, _) -> {})).isInstanceOf(Verdict.Sound.class);
    }
  }

  /** A place where each checkpoint costs something. */
  private static final class Dear implements CheckpointAnchor {
    private final List<Checkpoint> written = new ArrayList<>();

    @Override
    public String name() {
      return "dear";
    }

    @Override
    public Duration pace() {
      return Duration.ofHours(1);
    }

    @Override
    public void write(Checkpoint checkpoint) {
      written.add(checkpoint);
    }

    @Override
    public Optional<Checkpoint> last() {
      return written.isEmpty() ? Optional.empty() : Optional.of(written.getLast());
    }

    @Override
    public List<Checkpoint> all() {
      return List.copyOf(written);
    }
  }

  @Test
  void givesAnAnchorWithAPaceTheNewestAloneWhenOneIsDue() {
    Dear anchor = new Dear();
    AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    EvidenceSettings evidence = EvidenceFixture.anchored(anchor);
    EventStoreObserver silent = EventStoreObserver.silent();
    try (EventStore store =
        EvidenceFixture.open(fixture, evidence, LogFixture.SIGNER, now::get, silent)) {
      Checkpoint first = checkpoint(store);
      fill(store, "a", 3);
      checkpoint(store);
      now.updateAndGet(time -> time.plus(Duration.ofMinutes(59)));
      fill(store, "b", 3);
      checkpoint(store);
      assertThat(anchor.written).containsExactly(first);

      now.updateAndGet(time -> time.plus(Duration.ofMinutes(1)));
      fill(store, "c", 3);
      Checkpoint due = checkpoint(store);
      assertThat(anchor.written).containsExactly(first, due);
    }
    try (EventStore store =
        EvidenceFixture.open(fixture, evidence, LogFixture.SIGNER, now::get, silent)) {
      fill(store, "d", 3);
      checkpoint(store);
      assertThat(anchor.written).hasSize(2);
    }
  }

  @Test
  void twoNodesOfOneLogMakeTheSameTree() {
    EventSigner other = LocalEventSigner.generate(new SecureRandom());
    try (EventStore one =
            EvidenceFixture.open(fixture, EvidenceFixture.anchored(), LogFixture.SIGNER);
        EventStore two = EvidenceFixture.open(fixture, EvidenceFixture.anchored(), other)) {
      fill(one, "a", 300);
      fill(two, "b", 300);
      Checkpoint ours = checkpoint(one);

      assertThat(checkpoint(two).root()).isEqualTo(ours.root());
      assertThat(checkpoint(two).publicKey()).isNotEqualTo(ours.publicKey());
      assertThat(two.verifier().verify((_, _) -> {})).isInstanceOf(Verdict.Sound.class);
    }
  }

  @Test
  void takesCheckpointsByItselfButOnlyIfTheLogMoved() throws InterruptedException {
    LinkedBlockingQueue<Checkpoint> taken = new LinkedBlockingQueue<>();
    EventStoreObserver observer =
        new EventStoreObserver() {
          @Override
          public void checkpointed(Checkpoint checkpoint) {
            taken.add(checkpoint);
          }
        };
    EvidenceSettings often = new EvidenceSettings(Duration.ofMillis(5), List.of(), Set.of());
    try (EventStore store =
        EvidenceFixture.open(fixture, often, LogFixture.SIGNER, InstantSource.system(), observer)) {
      Checkpoint first = taken.poll(30, TimeUnit.SECONDS);
      assertThat(first).isNotNull();
      fill(store, "a", 3);
      Checkpoint second = taken.poll(30, TimeUnit.SECONDS);
      assertThat(second).isNotNull();
      assertThat(second.size()).isGreaterThan(first.size());
      assertThat(second.isSigned()).isTrue();
    }
    assertThat(taken.stream().map(Checkpoint::size)).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("failures #142: an anchor that was away gets every checkpoint, in order")
  void catchesUpInOrderAfterAnOutage() {
    Heard heard = new Heard();
    Instant[] now = {Instant.parse("2026-11-20T12:00:00Z")};
    try (AnchorServer server = new AnchorServer();
        HttpAnchor anchor = new HttpAnchor(server.address())) {
      EvidenceSettings evidence = EvidenceFixture.anchored(anchor);
      try (EventStore store =
          EvidenceFixture.open(fixture, evidence, LogFixture.SIGNER, () -> now[0], heard)) {
        checkpoint(store);
        server.refuse(3);
        for (int i = 0; i < 3; i++) {
          fill(store, "s" + i, 10);
          checkpoint(store);
          now[0] = now[0].plusSeconds(60);
        }
        assertThat(heard.anchored).containsExactly(1L);
        assertThat(heard.failures).containsExactly(1, 2, 3);
        assertThat(heard.lags.getLast()).isEqualTo(Duration.ofMinutes(2));

        checkpoint(store);
      }
      assertThat(heard.anchored).containsExactly(1L, 11L, 21L, 31L);
      assertThat(heard.lags.getLast()).isEqualTo(Duration.ZERO);
      assertThat(server.lines().stream().map(line -> Checkpoint.parse(line).size()))
          .containsExactly(1L, 11L, 21L, 31L);
    }
  }

  @Test
  @DisplayName(
      "failures #142: a node that was restarted during the outage brings them all the same")
  void catchesUpAfterARestart() throws IOException {
    try (AnchorServer server = new AnchorServer();
        HttpAnchor anchor = new HttpAnchor(server.address())) {
      EvidenceSettings evidence = EvidenceFixture.anchored(anchor);
      try (EventStore store = EvidenceFixture.open(fixture, evidence, LogFixture.SIGNER)) {
        checkpoint(store);
        server.refuse(1000);
        fill(store, "a", 10);
        checkpoint(store);
        fill(store, "b", 10);
        checkpoint(store);
      }
      Heard heard = new Heard();
      try (EventStore store =
          EvidenceFixture.open(
              fixture, evidence, LogFixture.SIGNER, InstantSource.system(), heard)) {
        assertThat(heard.failures).as("unreadable at the start, but the node goes on").isNotEmpty();
        server.refuse(0);
        checkpoint(store);
      }
      assertThat(anchor.all().stream().map(Checkpoint::size)).containsExactly(1L, 11L, 21L);
    }
  }

  @Test
  void saysWhichAnchorsCouldNotBeCompared() {
    try (AnchorServer server = new AnchorServer();
        HttpAnchor anchor = new HttpAnchor(server.address());
        EventStore store =
            EvidenceFixture.open(fixture, EvidenceFixture.anchored(anchor), LogFixture.SIGNER)) {
      server.refuse(1);

      assertThat(store.verifier().verify((_, _) -> {}))
          .isInstanceOfSatisfying(
              Verdict.Sound.class,
              sound ->
                  assertThat(sound.unread()).singleElement().asString().contains("status 503"));
    }
  }

  @Test
  void revokesALostKeyAndNeverItsOwn() {
    EventSigner other = LocalEventSigner.generate(new SecureRandom());
    EvidenceSettings evidence =
        EvidenceFixture.anchored(new FileAnchor(directory.resolve("checkpoints.log")));
    EvidenceFixture.open(fixture, evidence, LogFixture.SIGNER).close();
    EvidenceFixture.open(fixture, evidence, other).close();
    LogDatabase database = fixture.database();
    KeyHistory history = new KeyHistory(database, evidence, "node-1");

    assertThatThrownBy(() -> history.revoke(other.key(), other, InstantSource.system()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> history.revoke("0123456789abcdef", LogFixture.SIGNER, InstantSource.system()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the log knows no key");
    history.revoke(other.key(), LogFixture.SIGNER, InstantSource.system());
    history.revoke(other.key(), LogFixture.SIGNER, InstantSource.system());

    assertThatThrownBy(() -> EvidenceFixture.open(fixture, evidence, other))
        .hasMessageContaining("was revoked at position 3");
    assertThat(PostgresEventStore.verify(database, evidence, (_, _) -> {}))
        .isInstanceOf(Verdict.Sound.class);
  }

  @Test
  @DisplayName("failures #112: a rotation that was interrupted is finished by the next one")
  void finishesAnInterruptedRotation() {
    EventSigner next = LocalEventSigner.generate(new SecureRandom());
    EvidenceSettings evidence = EvidenceFixture.anchored();
    EvidenceFixture.open(fixture, evidence, LogFixture.SIGNER).close();
    KeyHistory history = new KeyHistory(fixture.database(), evidence, "node-1");

    history.rotate(LogFixture.SIGNER, next, InstantSource.system());
    history.rotate(LogFixture.SIGNER, next, InstantSource.system());

    assertThat(fixture.query("SELECT count(*) FROM event WHERE type LIKE 'node.key%'"))
        .isEqualTo("3");
    assertThat(fixture.query("SELECT key FROM seal WHERE position = 2"))
        .as("the next key comes under the seal of the present one")
        .isEqualTo(LogFixture.SIGNER.key());
    assertThat(Optional.of(PostgresEventStore.verify(fixture.database(), evidence, (_, _) -> {})))
        .containsInstanceOf(Verdict.Sound.class);
  }
}
