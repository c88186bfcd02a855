package dev.fairlead.event.embedded;

import dev.fairlead.event.LogDatabase;
import java.util.List;
import java.util.Optional;

/** A database of one test; dropped when closed. */
public final class TestDatabase implements AutoCloseable {
  private final EmbeddedTimescale server;
  private final String name;

  TestDatabase(EmbeddedTimescale server, String name) {
    this.server = server;
    this.name = name;
  }

  /** How to reach it; its owner is a superuser. */
  public LogDatabase database() {
    return server.database(name);
  }

  /** Why the server is plain PostgreSQL; none when TimescaleDB is there. */
  public Optional<String> degraded() {
    return server.degraded();
  }

  /** Another with what is in this one now, as a restored backup has; ends all connections. */
  public TestDatabase copy() {
    server.execute(
        "postgres",
        List.of(
            "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false",
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = '"
                + name
                + "'"));
    try {
      return TestDatabases.copy(name);
    } finally {
      server.execute("postgres", List.of("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true"));
    }
  }

  @Override
  public void close() {
    server.execute("postgres", List.of("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"));
  }
}
