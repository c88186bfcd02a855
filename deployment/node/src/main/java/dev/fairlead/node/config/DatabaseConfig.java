package dev.fairlead.node.config;

import dev.fairlead.signing.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The database that holds the log.
 *
 * @param url a JDBC URL of PostgreSQL with TimescaleDB; left out only for embedded use
 * @param user owns the log's tables and migrates them
 * @param password or the environment's {@code FAIRLEAD_DATABASE_PASSWORD}
 * @param writer appends; the owner where it is left out
 * @param reader reads; the writer where it is left out
 */
public record DatabaseConfig(
    @Nullable String url,
    @Nullable String user,
    @Nullable Secret password,
    Login writer,
    Login reader) {
  public DatabaseConfig {
    if (url != null && !url.startsWith("jdbc:postgresql:")) {
      throw new ConfigException("database.url", "expected jdbc:postgresql://HOST:PORT/DATABASE");
    }
    if (url != null && (user == null || password == null)) {
      throw new ConfigException("database", "user and password are required with url");
    }
    writer.refuseHalf("database.writer");
    reader.refuseHalf("database.reader");
  }

  /** None: the database is given to the node by whoever starts it. */
  public static DatabaseConfig none() {
    Login nobody = new Login(null, null);
    return new DatabaseConfig(null, null, null, nobody, nobody);
  }

  /** A further user of the database; both parts are there, or neither. */
  public record Login(@Nullable String user, @Nullable Secret password) {
    private void refuseHalf(String key) {
      if (user == null && password != null) {
        throw new ConfigException(key + ".user", "is required with its password");
      }
      if (user != null && password == null) {
        throw new ConfigException(key + ".password", "is required with its user");
      }
    }
  }
}
