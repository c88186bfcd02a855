package dev.fairlead.node.config;

import dev.fairlead.signing.Secret;
import org.jspecify.annotations.Nullable;

/**
 * The database that holds the log.
 *
 * @param url a JDBC URL of PostgreSQL with TimescaleDB; left out only for embedded use
 * @param password or the environment's {@code FAIRLEAD_DATABASE_PASSWORD}
 */
public record DatabaseConfig(
    @Nullable String url, @Nullable String user, @Nullable Secret password) {
  public DatabaseConfig {
    if (url != null && !url.startsWith("jdbc:postgresql:")) {
      throw new ConfigException("database.url", "expected jdbc:postgresql://HOST:PORT/DATABASE");
    }
    if (url != null && (user == null || password == null)) {
      throw new ConfigException("database", "user and password are required with url");
    }
  }
}
