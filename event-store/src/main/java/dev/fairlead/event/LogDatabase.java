package dev.fairlead.event;

import dev.fairlead.signing.Secret;

/**
 * The PostgreSQL database that holds the log, and the three users that work in it; they may be one.
 *
 * @param url a JDBC URL without user and password
 * @param owner migrates the schema and owns it
 * @param writer appends, and keeps projections; needs no right to change an event
 * @param reader only reads
 */
public record LogDatabase(String url, Login owner, Login writer, Login reader) {
  public LogDatabase {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException("not a URL of PostgreSQL: " + url);
    }
  }

  /** A user of the database. */
  public record Login(String user, Secret password) {}

  /** One user for everything, as managed databases often give. */
  public static LogDatabase of(String url, Login user) {
    return new LogDatabase(url, user, user, user);
  }
}
