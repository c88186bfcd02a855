package dev.fairlead.bench.events;

import com.zaxxer.hikari.HikariDataSource;
import dev.fairlead.event.LogDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * Message DB: a table and functions in PostgreSQL, made by its own scripts and called over JDBC,
 * which costs it less than a client of its own would. It takes a lock for each category of streams;
 * all callers here are of one, as the events of one log are.
 *
 * <p>Its script for the extension pgcrypto is left out: the embedded server does not carry it, and
 * what was needed of it is part of PostgreSQL since version 13.
 */
final class MessageDb implements Caller {
  private static final List<String> SCRIPTS =
      List.of(
          "schema/message-store.sql",
          "tables/messages.sql",
          "types/message.sql",
          "functions/hash-64.sql",
          "functions/acquire-lock.sql",
          "functions/category.sql",
          "functions/is-category.sql",
          "functions/id.sql",
          "functions/cardinal-id.sql",
          "functions/stream-version.sql",
          "functions/write-message.sql",
          "indexes/messages-id.sql",
          "indexes/messages-stream.sql",
          "indexes/messages-category.sql");

  private final HikariDataSource pool;
  private final String stream = "bench-" + UUID.randomUUID();
  private final String payload = Payload.json();
  private long version = -1;

  private MessageDb(HikariDataSource pool) {
    this.pool = pool;
  }

  /** Installs it from its package. */
  static Contestant open(Path packages, LogDatabase database) throws IOException, SQLException {
    Path scripts =
        packages
            .resolve("node_modules")
            .resolve("@eventide")
            .resolve("message-db")
            .resolve("database");
    try (Connection connection = Bed.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "ALTER DATABASE " + connection.getCatalog() + " SET search_path = message_store, public");
      statement.execute("SET search_path = message_store, public");
      for (String script : SCRIPTS) {
        statement.execute(Files.readString(scripts.resolve(script)));
      }
    }
    HikariDataSource pool = Pool.open(database);
    return new InProcess("message-db", () -> new MessageDb(pool), pool::close);
  }

  @Override
  public void append() throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement write =
            connection.prepareStatement("SELECT write_message(?, ?, ?, ?::jsonb, NULL, ?)")) {
      write.setString(1, UUID.randomUUID().toString());
      write.setString(2, stream);
      write.setString(3, "node.started");
      write.setString(4, payload);
      write.setLong(5, version++);
      try (ResultSet rows = write.executeQuery()) {
        rows.next();
      }
    }
  }
}
