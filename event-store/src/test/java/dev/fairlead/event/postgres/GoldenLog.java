package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.stream;

import dev.fairlead.event.Append;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.codec.Samples;
import dev.fairlead.model.Event;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.signing.LocalEventSigner;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * A whole log as a release wrote it: the rows of its tables as PostgreSQL's COPY gives them, and
 * two proofs. Written once a release and never again: {@code GoldenLog DIRECTORY} ({@code main} on
 * the test classpath) makes another, and refuses a directory that is there. {@link GoldenLogTest}
 * names the hash of each one's last event.
 */
final class GoldenLog {
  private static final Map<String, String> TABLES = new LinkedHashMap<>();

  static {
    TABLES.put("log_head", "one, log_id, position, hash, recorded_at, epoch");
    TABLES.put(
        "event",
        "position, stream_kind, stream_id, version, event_id, recorded_at, type, payload,"
            + " previous, hash");
    TABLES.put("seal", "position, first_position, recorded_at, epoch, key, signature");
    TABLES.put("event_key", "event_id, stream, version, position");
    TABLES.put("idempotency_key", "principal, key, request_hash, intent, position");
    TABLES.put("account_nonce", "chain, account, nonce, intent, position");
    TABLES.put("merkle_node", "height, ordinal, hash");
    TABLES.put("checkpoint", "node, size, log_id, root, head, taken_at, public_key, signature");
  }

  private GoldenLog() {}

  static void main(String[] arguments) throws Exception {
    Path directory = Path.of(arguments[0]);
    Files.createDirectory(directory);
    try (LogFixture fixture = new LogFixture()) {
      Ledger.write(fixture);
      long size;
      try (EventStore store =
          EvidenceFixture.open(fixture, EvidenceFixture.anchored(), LogFixture.SIGNER)) {
        everyType(store);
        String[] texts = new String[220];
        Arrays.fill(texts, "x");
        size = append(store.log(), stream("filler"), 0, texts).last().value();
        store.evidence().checkpoint();
        Files.writeString(
            directory.resolve("inclusion.json"),
            store.evidence().inclusion(new LogPosition(8), size).toJson() + "\n");
        Files.writeString(
            directory.resolve("consistency.json"),
            store.evidence().consistency(7, size).toJson() + "\n");
      }
      new KeyHistory(fixture.database(), EvidenceFixture.anchored(), "node-1")
          .rotate(
              LogFixture.SIGNER,
              LocalEventSigner.generate(new SecureRandom()),
              InstantSource.system());
      write(fixture.database(), directory);
      PrintStream out = System.out;
      out.println(fixture.query("SELECT position, encode(hash, 'hex') FROM log_head"));
    }
  }

  /** An intent's life has what its type says, not what would make sense. */
  private static void everyType(EventStore store) {
    IntentId id = new IntentId(UUID.fromString("44444444-4444-4444-8444-444444444444"));
    Ledger.accept(store, id);
    List<Event> events = new ArrayList<>(new Samples(1).everyType(id));
    events.removeIf(event -> !(event instanceof IntentEvent) || isBeginning(event));
    long version = 1;
    for (Event event : events) {
      Append append = Append.to(StreamId.intent(id), version++, Ledger.named(event));
      if (event instanceof IntentEvent.Assigned assigned) {
        append = append.claiming(Ledger.nonce(assigned));
      }
      Ledger.write(store, append);
    }
  }

  private static boolean isBeginning(Event event) {
    return event instanceof IntentEvent.Accepted || event instanceof IntentEvent.Refused;
  }

  private static void write(LogDatabase database, Path directory) throws Exception {
    try (Connection connection = ConnectionSettings.owner(database).open()) {
      CopyManager copy = manager(connection);
      for (Map.Entry<String, String> table : TABLES.entrySet()) {
        try (OutputStream out = Files.newOutputStream(directory.resolve(table.getKey() + ".tsv"))) {
          copy.copyOut(
              "COPY (SELECT %2$s FROM fairlead.%1$s ORDER BY 1, 2) TO STDOUT"
                  .formatted(table.getKey(), table.getValue()),
              out);
        }
      }
    }
  }

  private static CopyManager manager(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET timezone = 'UTC'");
    }
    return connection.unwrap(PGConnection.class).getCopyAPI();
  }

  /** Fills a fresh database with the log of a release. */
  static void load(LogDatabase database, String release) throws SQLException, IOException {
    Schema.migrate(database);
    fill(database, release);
  }

  /** The same where there are tables already. */
  static void fill(LogDatabase database, String release) throws SQLException, IOException {
    try (Connection connection = ConnectionSettings.owner(database).open();
        Statement statement = connection.createStatement()) {
      CopyManager copy = manager(connection);
      for (Map.Entry<String, String> table : TABLES.entrySet()) {
        try (InputStream in = resource(release, table.getKey() + ".tsv")) {
          copy.copyIn(
              "COPY fairlead.%s (%s) FROM STDIN".formatted(table.getKey(), table.getValue()), in);
        }
      }
      // What a stream's row has beside its name and number, later releases may leave out.
      statement.execute(
          "INSERT INTO fairlead.stream SELECT (jsonb_populate_record(NULL::fairlead.stream,"
              + " jsonb_build_object('stream', min(position), 'kind', stream_kind, 'id', stream_id,"
              + " 'version', max(version)))).* FROM fairlead.event GROUP BY stream_kind, stream_id");
    }
  }

  /** A file of a release's log. */
  static String text(String release, String name) throws IOException {
    try (InputStream in = resource(release, name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream resource(String release, String name) throws IOException {
    InputStream in = GoldenLog.class.getResourceAsStream("log-" + release + "/" + name);
    if (in == null) {
      throw new IOException("no log of release " + release + " has " + name);
    }
    return in;
  }
}
