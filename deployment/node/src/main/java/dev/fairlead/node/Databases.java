package dev.fairlead.node;

import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.LogDatabase.Login;
import dev.fairlead.node.config.DatabaseConfig;

/** The configured database. */
public final class Databases {
  private Databases() {}

  public static LogDatabase of(DatabaseConfig config) {
    if (config.url() == null || config.user() == null || config.password() == null) {
      throw new IllegalArgumentException(
          "database.url: is required; for a node on embedded parts use: fairlead up");
    }
    Login owner = new Login(config.user(), config.password());
    Login writer = or(config.writer(), owner);
    return new LogDatabase(config.url(), owner, writer, or(config.reader(), writer));
  }

  private static Login or(DatabaseConfig.Login given, Login otherwise) {
    return given.user() == null || given.password() == null
        ? otherwise
        : new Login(given.user(), given.password());
  }
}
