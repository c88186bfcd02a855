package dev.fairlead.event.postgres;

import dev.fairlead.event.Claim;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The tables of claims, whose rows events tell of. */
enum ClaimTable {
  IDEMPOTENCY_KEY("principal, key, request_hash"),
  ACCOUNT_NONCE("chain, account, nonce");

  private final String columns;

  ClaimTable(String columns) {
    this.columns = columns;
  }

  /** Its row: what is claimed, by which intent, and which event tells of it. */
  @SuppressWarnings("ArrayRecordComponent")
  record Row(long position, long intentHigh, long intentLow, byte[] a, byte[] b, byte[] c) {
    RowPrint.Digest digest(RowPrint print) {
      return put(print).digest();
    }

    RowPrint put(RowPrint print) {
      return print.put(position).put(intentHigh).put(intentLow).put(a).put(b).put(c);
    }

    /** What is claimed, alone. */
    RowPrint.Digest target(RowPrint print) {
      return print.put(a).put(b).put(c).digest();
    }

    boolean isOf(UUID intent) {
      return intent.getMostSignificantBits() == intentHigh
          && intent.getLeastSignificantBits() == intentLow;
    }
  }

  /** The table that keeps a claim. */
  static ClaimTable of(Claim claim) {
    return switch (claim) {
      case Claim.IdempotencyKey _ -> IDEMPOTENCY_KEY;
      case Claim.AccountNonce _ -> ACCOUNT_NONCE;
    };
  }

  /** The row of a claim that the event at a position tells of. */
  static Row row(Claim claim, long position) {
    UUID intent = claim.intent().value();
    long high = intent.getMostSignificantBits();
    long low = intent.getLeastSignificantBits();
    return switch (claim) {
      case Claim.IdempotencyKey key ->
          new Row(
              position,
              high,
              low,
              key.principal().getBytes(StandardCharsets.UTF_8),
              key.key().getBytes(StandardCharsets.UTF_8),
              key.requestHash().toArray());
      case Claim.AccountNonce nonce ->
          new Row(
              position,
              high,
              low,
              bytes(nonce.chain().value()),
              nonce.account().toArray(),
              bytes(nonce.nonce().value()));
    };
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  /** The stored names of the types of events that can tell of its rows. */
  List<String> types() {
    return switch (this) {
      case IDEMPOTENCY_KEY -> ToldClaims.OF_KEYS;
      case ACCOUNT_NONCE -> ToldClaims.OF_NONCES;
    };
  }

  String table() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its rows, some at a time. */
  PagedRows paged() {
    return new PagedRows(table(), "position", "intent, " + columns);
  }

  /** Its rows up to a position, in the order of positions. */
  CopiedRows rows(Connection connection, long upTo) throws SQLException {
    return new CopiedRows(
        connection,
        "SELECT position, intent, %s FROM fairlead.%s WHERE position <= %d ORDER BY position"
            .formatted(columns, table(), upTo));
  }

  /** A row of which the position is read already. */
  static Row row(long position, CopiedRows rest) throws SQLException {
    return new Row(position, rest.uuid(), rest.rest(), rest.bytes(), rest.bytes(), rest.bytes());
  }
}
