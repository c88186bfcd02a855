package dev.fairlead.event.postgres;

import dev.fairlead.event.Append;
import dev.fairlead.event.Claim;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A commit of any number of events and claims: {@code append_commit}. */
final class CommitOfMany {
  private static final int PARAMETERS = 27;
  private static final int FIRST_OF_KEYS = 18;
  private static final int FIRST_OF_NONCES = 23;

  private final ColumnArrays arrays;
  private final PreparedStatement statement;

  CommitOfMany(Connection connection) throws SQLException {
    this.arrays = new ColumnArrays(connection);
    this.statement =
        connection.prepareStatement(
            "SELECT fairlead.append_commit(?" + ", ?".repeat(PARAMETERS - 1) + ")");
  }

  /** The one row that the database answers: whether it is written. */
  ResultSet execute(SealedBatch sealed, String key) throws SQLException {
    Head head = sealed.head();
    Head after = sealed.after();
    statement.setLong(1, head.position());
    statement.setBytes(2, head.hash());
    statement.setLong(3, head.epoch());
    statement.setLong(4, after.position());
    statement.setBytes(5, after.hash());
    statement.setObject(6, OffsetDateTime.ofInstant(sealed.recordedAt(), ZoneOffset.UTC));
    bindEvents(sealed.columns());
    statement.setString(16, key);
    statement.setBytes(17, sealed.signature());
    bindClaims(sealed);
    return statement.executeQuery();
  }

  private void bindEvents(EventColumns events) throws SQLException {
    statement.setArray(7, arrays.of(events.streams()));
    statement.setArray(8, arrays.of(events.kinds()));
    statement.setArray(9, arrays.of(events.names()));
    statement.setArray(10, arrays.of(events.versions()));
    statement.setArray(11, arrays.of(events.ids()));
    statement.setArray(12, arrays.of(events.types()));
    statement.setArray(13, arrays.of(events.payloads()));
    statement.setArray(14, arrays.of(events.previous()));
    statement.setArray(15, arrays.of(events.hashes()));
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
    if (keys.isEmpty()) {
      setNull(FIRST_OF_KEYS, "_text", "_text", "_bytea", "_uuid", "_int8");
      return;
    }
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
    statement.setArray(18, arrays.of("text", principals));
    statement.setArray(19, arrays.of("text", names));
    statement.setArray(20, arrays.of("bytea", requests));
    statement.setArray(21, arrays.uuids(intents));
    statement.setArray(22, arrays.of("int8", positions));
  }

  private void bindNonces(List<Placed<Claim.AccountNonce>> nonces) throws SQLException {
    if (nonces.isEmpty()) {
      setNull(FIRST_OF_NONCES, "_int8", "_bytea", "_int8", "_uuid", "_int8");
      return;
    }
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
    statement.setArray(23, arrays.of("int8", chains));
    statement.setArray(24, arrays.of("bytea", accounts));
    statement.setArray(25, arrays.of("int8", values));
    statement.setArray(26, arrays.uuids(intents));
    statement.setArray(27, arrays.of("int8", positions));
  }

  private void setNull(int first, String... types) throws SQLException {
    for (int i = 0; i < types.length; i++) {
      statement.setNull(first + i, Types.ARRAY, types[i]);
    }
  }
}
