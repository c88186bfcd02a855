package dev.fairlead.event.postgres;

import java.sql.SQLException;

/** A column that the schema lets nobody leave empty is empty: somebody changed the schema first. */
final class NullColumn extends SQLException {
  private static final long serialVersionUID = 1L;

  NullColumn() {
    super("a column is null that can't be");
  }
}
