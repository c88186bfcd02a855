package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.LogDatabase.Login;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.anchor.AnchorServer;
import dev.fairlead.event.anchor.HttpAnchor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the checkpoints in the database as they grow old. */
final class OutboxTest {
  private static final Instant OLD = Instant.parse("2024-05-01T10:00:00Z");

  private final LogFixture fixture = new LogFixture();

  @AfterEach
  void close() {
    fixture.close();
  }

  /** Twelve checkpoints within two hours of long ago, of 2 to 13 events. */
  private void takeOldOnes(EvidenceSettings evidence) {
    Instant[] now = {OLD};
    try (EventStore store =
        EvidenceFixture.open(
            fixture, evidence, LogFixture.SIGNER, () -> now[0], EventStoreObserver.silent())) {
      for (int i = 0; i < 12; i++) {
        append(store.log(), stream("s"), i, "e" + i);
        store.evidence().checkpoint();
        now[0] = now[0].plusSeconds(600);
      }
    }
  }

  private String sizes() {
    return fixture.query("SELECT string_agg(size::text, ' ' ORDER BY size) FROM checkpoint");
  }

  private void awaitSizes(String wanted) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!sizes().equals(wanted) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(sizes()).isEqualTo(wanted);
  }

  @Test
  void thinsOutWhatEveryAnchorHoldsToOneAnHour() {
    try (AnchorServer server = new AnchorServer();
        HttpAnchor anchor = new HttpAnchor(server.address())) {
      takeOldOnes(EvidenceFixture.anchored(anchor));
      assertThat(sizes()).isEqualTo("2 3 4 5 6 7 8 9 10 11 12 13");
      EvidenceSettings often =
          new EvidenceSettings(Duration.ofMillis(5), List.of(anchor), Set.of());
      try (EventStore store = EvidenceFixture.open(fixture, often, LogFixture.SIGNER)) {
        awaitSizes("7 13");
        assertThat(store.verifier().verify((_, _) -> {})).isInstanceOf(Verdict.Sound.class);
      }
      assertThat(server.lines()).hasSize(12);
    }
  }

  @Test
  void keepsWhatAnAnchorLacks() {
    try (AnchorServer server = new AnchorServer();
        HttpAnchor anchor = new HttpAnchor(server.address())) {
      takeOldOnes(EvidenceFixture.anchored(anchor));
    }
    CheckpointTable table = new CheckpointTable(Sql.of(fixture.database()));

    assertThat(table.thinOut("node-1", 5)).isEqualTo(3);
    assertThat(sizes()).isEqualTo("5 6 7 8 9 10 11 12 13");
    assertThat(table.thinOut("node-2", 100)).isZero();
  }

  @Test
  void keepsTheYoung() {
    try (EventStore store =
        EvidenceFixture.open(
            fixture,
            EvidenceFixture.anchored(),
            LogFixture.SIGNER,
            InstantSource.system(),
            EventStoreObserver.silent())) {
      for (int i = 0; i < 3; i++) {
        append(store.log(), stream("s"), i, "e" + i);
        store.evidence().checkpoint();
      }
    }
    assertThat(new CheckpointTable(Sql.of(fixture.database())).thinOut("node-1", 100)).isZero();
    refused(fixture.database().owner(), "DELETE FROM checkpoint WHERE size = 2");
  }

  @Test
  void letsNobodyRemoveTheLastOfAnHour() {
    takeOldOnes(EvidenceFixture.anchored());
    refused(fixture.database().owner(), "DELETE FROM checkpoint WHERE size = 7");
    refused(fixture.database().owner(), "DELETE FROM checkpoint");
    refused(fixture.database().writer(), "DELETE FROM checkpoint WHERE size = 6");
    refused(fixture.database().reader(), "SELECT thin_out_checkpoints('node-1', 100)");
    assertThat(sizes()).isEqualTo("2 3 4 5 6 7 8 9 10 11 12 13");
  }

  private void refused(Login login, String sql) {
    assertThatThrownBy(() -> fixture.execute(login, sql))
        .as(sql)
        .isInstanceOf(LogFixture.DatabaseRefused.class)
        .hasMessageMatching("(?s).*(permission denied|append-only).*");
  }
}
