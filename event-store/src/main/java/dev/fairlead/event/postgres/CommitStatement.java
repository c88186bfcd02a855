package dev.fairlead.event.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The one statement that makes a commit, prepared on a connection and closed with it. */
final class CommitStatement {
  private final CommitOfOne one;
  private final CommitOfMany many;

  CommitStatement(Connection connection) throws SQLException {
    this.one = new CommitOfOne(connection);
    this.many = new CommitOfMany(connection);
  }

  /** Whether it is written; else the head is elsewhere than it was sealed on. */
  boolean execute(SealedBatch sealed, String key) throws SQLException {
    try (ResultSet rows =
        CommitOfOne.fits(sealed) ? one.execute(sealed, key) : many.execute(sealed, key)) {
      return rows.next() && rows.getBoolean(1);
    }
  }
}
