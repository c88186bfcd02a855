package dev.fairlead.event.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.event.Append;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.IntentStage;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.codec.Samples;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class IndexWriterTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_129L);

  private final LogFixture fixture = new LogFixture();
  private final EventStore store = fixture.open();

  @AfterEach
  void close() {
    fixture.close();
  }

  /** The two events of a life that begins and is recalled. */
  private List<RecordedEvent> life() {
    IntentId id = new IntentId(UUID.randomUUID());
    IntentEvent.Accepted accepted =
        (IntentEvent.Accepted) new Samples(SEED).everyType(id).getFirst();
    store
        .log()
        .append(
            Append.to(
                StreamId.intent(id),
                0,
                new NewEvent(EventId.next(), accepted),
                new NewEvent(EventId.next(), new IntentEvent.CancelRequested(id, "x"))));
    return store.log().read(StreamId.intent(id));
  }

  @Test
  void findsRowsByTheirKeyAlsoWhenItBeganWithNone() throws Exception {
    List<IntentRow> begun = new ArrayList<>();
    List<IntentRow> moved = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      List<RecordedEvent> life = life();
      IntentEvent.Accepted accepted = (IntentEvent.Accepted) life.getFirst().event();
      begun.add(IntentRow.begun(life.getFirst(), accepted.intent(), IntentStage.ACCEPTED));
      moved.add(IntentRow.moved(null, life.getLast(), null));
    }
    try (Connection connection = ConnectionSettings.projector(fixture.database()).open()) {
      connection.setAutoCommit(false);
      IndexWriter writer = new IndexWriter(connection, "intent_index_beside");
      for (int i = 0; i < begun.size(); i += 10) {
        writer.insert(begun.subList(i, i + 10));
        writer.update(moved.subList(i, i + 10));
      }
      assertThat(scans(connection)).isZero();
      connection.commit();
    }
    assertThat(fixture.query("SELECT count(*), min(version) FROM intent_index_beside"))
        .isEqualTo("200|2");
  }

  /** How often this transaction went over all rows. */
  private static long scans(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT seq_scan FROM pg_stat_xact_user_tables"
                    + " WHERE relname = 'intent_index_beside'")) {
      assertThat(row.next()).isTrue();
      return row.getLong(1);
    }
  }
}
