package dev.fairlead.node;

import dev.fairlead.event.LogDatabase;
import dev.fairlead.node.config.DatabaseConfig;

/** The configured database. */
public final class Databases {
  private Databases() {}

  public static LogDatabase of(DatabaseConfig config) {
    if (config.url() == null || config.user() == null || config.password() == null) {
      throw new IllegalArgumentException(
          "database.url: is required; for a node on embedded parts use: fairlead up");
    }
    return LogDatabase.of(config.url(), new LogDatabase.Login(config.user(), config.password()));
  }
}
