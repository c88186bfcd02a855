package dev.fairlead.event.postgres;

import dev.fairlead.event.Append;
import dev.fairlead.event.Claim;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.postgres.Batch.Change;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.postgresql.PGConnection;

/** The one statement that makes a commit, prepared on the appender's connection. */
final class CommitStatement implements AutoCloseable {
  /** What the database answered, and the head as it is after that. */
  record Answer(Outcome outcome, Head head) {}

  /** How a commit ended without a conflict. */
  enum Outcome {
    WRITTEN,
    MOVED,
    FENCED
  }

  private static final int PARAMETERS = 27;

  private final Connection connection;
  private final PGConnection arrays;
  private final PreparedStatement statement;

  CommitStatement(Connection connection) throws SQLException {
    this.connection = connection;
    this.arrays = connection.unwrap(PGConnection.class);
    this.statement =
        connection.prepareStatement(
            "SELECT * FROM fairlead.append_commit(?" + ", ?".repeat(PARAMETERS - 1) + ")");
  }

  Answer execute(SealedBatch sealed, String key) throws SQLException {
    Head head = sealed.head();
    statement.setLong(1, head.position());
    statement.setBytes(2, head.hash());
    statement.setLong(3, head.epoch());
    statement.setObject(4, OffsetDateTime.ofInstant(sealed.recordedAt(), ZoneOffset.UTC));
    Map<StreamId, Integer> ordinals = bindStreams(sealed);
    bindEvents(sealed.events(), ordinals);
    statement.setString(16, key);
    statement.setBytes(17, sealed.signature());
    bindClaims(sealed);
    try (ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        throw new SQLException("the log has no head", "FL002");
      }
      return new Answer(
          outcome(rows.getString(1)),
          new Head(
              head.logId(),
              rows.getLong(2),
              rows.getBytes(3),
              instant(rows.getObject(4, OffsetDateTime.class)),
              rows.getLong(5)));
    }
  }

  private static Outcome outcome(String word) throws SQLException {
    return switch (word) {
      case "written" -> Outcome.WRITTEN;
      case "moved" -> Outcome.MOVED;
      case "fenced" -> Outcome.FENCED;
      default -> throw new SQLException("the database answered \"" + word + "\"", "FL002");
    };
  }

  private static Instant instant(OffsetDateTime time) {
    return Objects.requireNonNull(time).toInstant();
  }

  private Map<StreamId, Integer> bindStreams(SealedBatch sealed) throws SQLException {
    Map<StreamId, Change> changes = sealed.batch().changes();
    int n = changes.size();
    String[] kinds = new String[n];
    String[] ids = new String[n];
    long[] numbers = new long[n];
    long[] expected = new long[n];
    long[] next = new long[n];
    Map<StreamId, Integer> ordinals = new HashMap<>(2 * n);
    int i = 0;
    for (Map.Entry<StreamId, Change> entry : changes.entrySet()) {
      StreamId stream = entry.getKey();
      kinds[i] = stream.kind();
      ids[i] = stream.id();
      numbers[i] = Objects.requireNonNull(sealed.numbers().get(stream));
      expected[i] = entry.getValue().expected();
      next[i] = entry.getValue().next();
      ordinals.put(stream, ++i);
    }
    statement.setArray(5, array("text", kinds));
    statement.setArray(6, array("text", ids));
    statement.setArray(7, array("int8", numbers));
    statement.setArray(8, array("int8", expected));
    statement.setArray(9, array("int8", next));
    return ordinals;
  }

  private void bindEvents(List<StoredEvent> events, Map<StreamId, Integer> ordinals)
      throws SQLException {
    int n = events.size();
    int[] streams = new int[n];
    long[] versions = new long[n];
    UUID[] ids = new UUID[n];
    String[] types = new String[n];
    byte[][] payloads = new byte[n][];
    byte[][] hashes = new byte[n][];
    for (int i = 0; i < n; i++) {
      StoredEvent event = events.get(i);
      streams[i] = Objects.requireNonNull(ordinals.get(event.stream()));
      versions[i] = event.version();
      ids[i] = event.id().value();
      types[i] = event.type();
      payloads[i] = event.payload();
      hashes[i] = event.hash();
    }
    statement.setArray(10, array("int4", streams));
    statement.setArray(11, array("int8", versions));
    statement.setArray(12, connection.createArrayOf("uuid", ids));
    statement.setArray(13, array("text", types));
    statement.setArray(14, array("bytea", payloads));
    statement.setArray(15, array("bytea", hashes));
  }

  /** A claim at the position of the event that tells of it. */
  private record Placed<C extends Claim>(C claim, long position) {}

  private void bindClaims(SealedBatch sealed) throws SQLException {
    List<Placed<Claim.IdempotencyKey>> keys = new ArrayList<>();
    List<Placed<Claim.AccountNonce>> nonces = new ArrayList<>();
    for (int i = 0; i < sealed.firsts().size(); i++) {
      long first = sealed.firsts().get(i);
      Append append = sealed.batch().appends().get(i).append();
      for (Claim claim : append.claims()) {
        long position = ToldClaims.position(claim, append.streams(), first);
        switch (claim) {
          case Claim.IdempotencyKey key -> keys.add(new Placed<>(key, position));
          case Claim.AccountNonce nonce -> nonces.add(new Placed<>(nonce, position));
        }
      }
    }
    bindKeys(keys);
    bindNonces(nonces);
  }

  private void bindKeys(List<Placed<Claim.IdempotencyKey>> keys) throws SQLException {
    int n = keys.size();
    String[] principals = new String[n];
    String[] names = new String[n];
    byte[][] requests = new byte[n][];
    UUID[] intents = new UUID[n];
    long[] positions = new long[n];
    for (int i = 0; i < n; i++) {
      Claim.IdempotencyKey key = keys.get(i).claim();
      principals[i] = key.principal();
      names[i] = key.key();
      requests[i] = key.requestHash().toArray();
      intents[i] = key.intent().value();
      positions[i] = keys.get(i).position();
    }
    statement.setArray(18, array("text", principals));
    statement.setArray(19, array("text", names));
    statement.setArray(20, array("bytea", requests));
    statement.setArray(21, connection.createArrayOf("uuid", intents));
    statement.setArray(22, array("int8", positions));
  }

  private void bindNonces(List<Placed<Claim.AccountNonce>> nonces) throws SQLException {
    int n = nonces.size();
    long[] chains = new long[n];
    byte[][] accounts = new byte[n][];
    long[] values = new long[n];
    UUID[] intents = new UUID[n];
    long[] positions = new long[n];
    for (int i = 0; i < n; i++) {
      Claim.AccountNonce nonce = nonces.get(i).claim();
      chains[i] = nonce.chain().value();
      accounts[i] = nonce.account().toArray();
      values[i] = nonce.nonce().value();
      intents[i] = nonce.intent().value();
      positions[i] = nonces.get(i).position();
    }
    statement.setArray(23, array("int8", chains));
    statement.setArray(24, array("bytea", accounts));
    statement.setArray(25, array("int8", values));
    statement.setArray(26, connection.createArrayOf("uuid", intents));
    statement.setArray(27, array("int8", positions));
  }

  private Array array(String type, Object elements) throws SQLException {
    return arrays.createArrayOf(type, elements);
  }

  @Override
  public void close() throws SQLException {
    statement.close();
  }
}
