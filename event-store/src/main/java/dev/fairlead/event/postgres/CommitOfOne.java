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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A commit of one event that rests on at most one claim: {@code append_event}. */
final class CommitOfOne {
  private static final int PARAMETERS = 22;

  private final PreparedStatement statement;

  CommitOfOne(Connection connection) throws SQLException {
    this.statement =
        connection.prepareStatement(
            "SELECT fairlead.append_event(?" + ", ?".repeat(PARAMETERS - 1) + ")");
  }

  /** Whether a commit is as small as that. */
  static boolean fits(SealedBatch sealed) {
    return sealed.events().size() == 1 && claims(sealed).size() <= 1;
  }

  private static List<Claim> claims(SealedBatch sealed) {
    Append only = sealed.batch().appends().getFirst().append();
    return only.claims();
  }

  /** The one row that the database answers: whether it is written. */
  ResultSet execute(SealedBatch sealed, String key) throws SQLException {
    Head head = sealed.head();
    StoredEvent event = sealed.events().getFirst();
    statement.setLong(1, head.position());
    statement.setBytes(2, head.hash());
    statement.setLong(3, head.epoch());
    statement.setLong(4, event.position());
    statement.setBytes(5, event.hash());
    statement.setObject(6, OffsetDateTime.ofInstant(sealed.recordedAt(), ZoneOffset.UTC));
    statement.setLong(7, sealed.streams()[0]);
    statement.setString(8, event.stream().kind());
    statement.setString(9, event.stream().id());
    statement.setLong(10, event.version());
    statement.setObject(11, event.id().value());
    statement.setString(12, event.type());
    statement.setBytes(13, event.payload());
    statement.setString(14, key);
    statement.setBytes(15, sealed.signature());
    List<Claim> claims = claims(sealed);
    bindClaim(claims.isEmpty() ? null : claims.getFirst());
    return statement.executeQuery();
  }

  private void bindClaim(@Nullable Claim claim) throws SQLException {
    bindKey(claim instanceof Claim.IdempotencyKey key ? key : null);
    bindNonce(claim instanceof Claim.AccountNonce nonce ? nonce : null);
    statement.setObject(22, claim == null ? null : claim.intent().value(), Types.OTHER);
  }

  private void bindKey(Claim.@Nullable IdempotencyKey claim) throws SQLException {
    statement.setString(16, claim == null ? null : claim.principal());
    statement.setString(17, claim == null ? null : claim.key());
    statement.setBytes(18, claim == null ? null : claim.requestHash().toArray());
  }

  private void bindNonce(Claim.@Nullable AccountNonce claim) throws SQLException {
    statement.setObject(19, claim == null ? null : claim.chain().value(), Types.BIGINT);
    statement.setBytes(20, claim == null ? null : claim.account().toArray());
    statement.setObject(21, claim == null ? null : claim.nonce().value(), Types.BIGINT);
  }
}
