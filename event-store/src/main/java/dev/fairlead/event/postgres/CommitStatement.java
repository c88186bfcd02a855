package dev.fairlead.event.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Objects;

/** The one statement that makes a commit, prepared on a connection and closed with it. */
final class CommitStatement {
  /** What the database answered, and the head as it is after that. */
  record Answer(Outcome outcome, Head head) {}

  /** How a commit ended without a conflict. */
  enum Outcome {
    WRITTEN,
    MOVED,
    FENCED
  }

  private final CommitOfOne one;
  private final CommitOfMany many;

  CommitStatement(Connection connection) throws SQLException {
    this.one = new CommitOfOne(connection);
    this.many = new CommitOfMany(connection);
  }

  Answer execute(SealedBatch sealed, String key) throws SQLException {
    try (ResultSet rows =
        CommitOfOne.fits(sealed) ? one.execute(sealed, key) : many.execute(sealed, key)) {
      if (!rows.next()) {
        throw new SQLException("the log has no head", "FL002");
      }
      Outcome outcome = outcome(rows.getString(1));
      return new Answer(
          outcome, outcome == Outcome.WRITTEN ? sealed.after() : head(sealed.head(), rows));
    }
  }

  private static Head head(Head before, ResultSet rows) throws SQLException {
    return new Head(
        before.logId(),
        rows.getLong(2),
        rows.getBytes(3),
        Objects.requireNonNull(rows.getObject(4, OffsetDateTime.class)).toInstant(),
        rows.getLong(5));
  }

  private static Outcome outcome(String word) throws SQLException {
    return switch (word) {
      case "written" -> Outcome.WRITTEN;
      case "moved" -> Outcome.MOVED;
      case "fenced" -> Outcome.FENCED;
      default -> throw new SQLException("the database answered \"" + word + "\"", "FL002");
    };
  }
}
