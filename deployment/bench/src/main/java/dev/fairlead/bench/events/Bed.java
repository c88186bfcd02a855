package dev.fairlead.bench.events;

import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.embedded.EmbeddedTimescale;
import dev.fairlead.node.EmbeddedNode;
import dev.fairlead.parts.FileTree;
import dev.fairlead.parts.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** The embedded server as a node runs it, {@code fsync} on, and databases on it; leaves nothing. */
final class Bed implements AutoCloseable {
  /** As many of 16 MB as the server lets come together before it uses them again. */
  private static final int WAL_FILES = 64;

  private final Path directory;
  private final EmbeddedTimescale server;

  private Bed(Path directory, EmbeddedTimescale server) {
    this.directory = directory;
    this.server = server;
  }

  static Bed open(Progress progress) {
    Path directory = EmbeddedNode.userDataDir(System.getenv()).resolve("bench-events");
    return new Bed(directory, EmbeddedTimescale.start(directory, progress));
  }

  /**
   * A new server makes the files of its WAL as it comes to need them, and whoever writes then
   * stands still for each: that is not to be one contestant or the other. One that has run for a
   * while has them.
   */
  void makeWalFiles() throws SQLException {
    try (Connection connection = connect(server.database());
        Statement statement = connection.createStatement()) {
      statement.execute("ALTER SYSTEM SET min_wal_size = '1GB'");
      statement.execute("SELECT pg_reload_conf()");
      for (int i = 0; i < WAL_FILES; i++) {
        statement.execute("SELECT pg_logical_emit_message(true, '', '')");
        statement.execute("SELECT pg_switch_wal()");
      }
      statement.execute("CHECKPOINT");
    }
  }

  /** An empty database; those that a killed run left under this name are dropped. */
  LogDatabase database(String name) {
    return server.freshDatabase(name, 0);
  }

  /** A connection as the superuser. */
  static Connection connect(LogDatabase database) throws SQLException {
    return DriverManager.getConnection(database.url(), login(database));
  }

  /** User and password of the superuser. */
  static Properties login(LogDatabase database) {
    Properties login = new Properties();
    login.setProperty("user", database.owner().user());
    login.setProperty(
        "password", new String(database.owner().password().reveal(), StandardCharsets.UTF_8));
    return login;
  }

  @Override
  public void close() throws IOException {
    server.close();
    FileTree.delete(directory);
  }
}
