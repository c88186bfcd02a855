package dev.fairlead.event.embedded;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.LogDatabase.Login;
import dev.fairlead.parts.PartsCache;
import dev.fairlead.parts.Progress;
import dev.fairlead.signing.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * A PostgreSQL with TimescaleDB of one's own, in a directory of one's own: fetched on first use,
 * kept between starts, reachable from this machine only and with a password. Needs no root.
 *
 * <p>A server that dies is started again on the same port; one whose owner is killed ends by
 * itself. Where TimescaleDB can't be had it runs plain PostgreSQL and says so in {@link #degraded}.
 */
public final class EmbeddedTimescale implements AutoCloseable {
  private static final String DATABASE = "fairlead";
  private static final String NODE = "fairlead_node";
  private static final String VIEW = "fairlead_view";

  private final DataDirectory directory;
  private final PostgresServer server;
  private final Optional<String> degraded;
  private final Secret password;

  private EmbeddedTimescale(
      DataDirectory directory, PostgresServer server, Optional<String> degraded, Secret password) {
    this.directory = directory;
    this.server = server;
    this.degraded = degraded;
    this.password = password;
  }

  /** Starts it on a directory, which is made on first use, with programs of the user's cache. */
  public static EmbeddedTimescale start(Path directory, Progress progress) {
    return start(directory, PartsCache.ofUser(progress));
  }

  /**
   * Starts it with programs of a cache.
   *
   * @throws EventStoreException {@code FATAL} when another live process uses the directory
   */
  public static EmbeddedTimescale start(Path directory, PartsCache cache) {
    try {
      Path root = directory.toAbsolutePath().normalize();
      return start(DataDirectory.hold(root), cache, ServerBinaries::get);
    } catch (IOException e) {
      throw unusable(directory, e);
    }
  }

  /** Starts it on a directory that is held already, and gives it back when that fails. */
  static EmbeddedTimescale start(
      DataDirectory held, PartsCache cache, Function<PartsCache, ServerBinaries> programs) {
    boolean running = false;
    try {
      EmbeddedTimescale embedded = startHeld(held, cache, programs.apply(cache));
      running = true;
      return embedded;
    } catch (IOException e) {
      throw unusable(held.root(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EventStoreException(Kind.RETRYABLE, "interrupted while starting PostgreSQL", e);
    } finally {
      if (!running) {
        release(held);
      }
    }
  }

  private static EmbeddedTimescale startHeld(
      DataDirectory held, PartsCache cache, ServerBinaries binaries)
      throws IOException, InterruptedException {
    ServerUser user = ServerUser.choose(binaries.home());
    boolean fresh = held.initialise(binaries, user);
    if (fresh) {
      cache.progress().says("made a database in " + held.root());
    }
    PostgresServer server = PostgresServer.start(held, binaries, user);
    EmbeddedTimescale embedded =
        new EmbeddedTimescale(held, server, binaries.degraded(), Secret.of(held.password()));
    boolean complete = false;
    try {
      embedded.createUsers();
      embedded.createDatabase(DATABASE);
      complete = true;
      return embedded;
    } finally {
      if (!complete) {
        server.close();
      }
    }
  }

  private static EventStoreException unusable(Path directory, IOException e) {
    return new EventStoreException(
        Kind.FATAL, "can't use " + directory + " for a database: " + e.getMessage(), e);
  }

  private static void release(DataDirectory held) {
    try {
      held.close();
    } catch (IOException e) {
      throw unusable(held.root(), e);
    }
  }

  /** The node's database; its schema is made by whoever opens the log. */
  public LogDatabase database() {
    return database(DATABASE);
  }

  /**
   * A new, empty database for one use, beside {@link #database}. Of those that were made before
   * under the same prefix, the newest {@code keep} stay; the others are dropped.
   */
  public LogDatabase freshDatabase(String prefix, int keep) {
    List<String> before = databases(prefix + "_").stream().sorted().toList();
    int last =
        before.isEmpty() ? 0 : Integer.parseInt(before.getLast().substring(prefix.length() + 1));
    before.stream()
        .limit(Math.max(0, before.size() - keep))
        .forEach(old -> execute("postgres", List.of("DROP DATABASE " + old + " WITH (FORCE)")));
    String name = String.format(Locale.ROOT, "%s_%08d", prefix, last + 1);
    createDatabase(name);
    return database(name);
  }

  LogDatabase database(String name) {
    return new LogDatabase(
        jdbcUrl(name),
        new Login(DataDirectory.SUPERUSER, password),
        new Login(NODE, Secret.of(passwordOf(NODE))),
        new Login(VIEW, Secret.of(passwordOf(VIEW))));
  }

  /** The JDBC URL of the node's database, without user and password. */
  public String jdbcUrl() {
    return jdbcUrl(DATABASE);
  }

  private String jdbcUrl(String name) {
    return "jdbc:postgresql://127.0.0.1:" + server.port() + "/" + name;
  }

  /** Why this is plain PostgreSQL; none when TimescaleDB is there. */
  public Optional<String> degraded() {
    return degraded;
  }

  /** The server's process, for those who want to see what happens when it dies. */
  public Optional<ProcessHandle> process() {
    return server.handle();
  }

  void execute(String database, List<String> statements) {
    try (Connection connection =
        Connections.open(jdbcUrl(database), DataDirectory.SUPERUSER, password)) {
      try (Statement statement = connection.createStatement()) {
        for (String sql : statements) {
          statement.execute(sql);
        }
      }
    } catch (SQLException e) {
      throw new EventStoreException(Kind.RETRYABLE, "embedded PostgreSQL: " + e.getMessage(), e);
    }
  }

  /** Each user's password follows from the superuser's, and tells nothing about it. */
  private String passwordOf(String user) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(password.reveal());
      digest.update(user.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Users that may only do what their role may. */
  private void createUsers() {
    execute(
        "postgres",
        List.of(
            """
            DO $$
            BEGIN
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'fairlead_view') THEN
                CREATE ROLE fairlead_appender NOLOGIN;
                CREATE ROLE fairlead_reader NOLOGIN;
                CREATE ROLE fairlead_node LOGIN IN ROLE fairlead_appender PASSWORD '%s';
                CREATE ROLE fairlead_view LOGIN IN ROLE fairlead_reader PASSWORD '%s';
              END IF;
            END
            $$
            """
                .formatted(passwordOf(NODE), passwordOf(VIEW))));
  }

  private void createDatabase(String name) {
    if (!databases(name).contains(name)) {
      execute("postgres", List.of("CREATE DATABASE " + name));
    }
  }

  /** The databases whose names begin so. */
  List<String> databases(String prefix) {
    try (Connection connection =
            Connections.open(jdbcUrl("postgres"), DataDirectory.SUPERUSER, password);
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT datname FROM pg_database WHERE starts_with(datname, ?)")) {
      select.setString(1, prefix);
      List<String> names = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      }
      return names;
    } catch (SQLException e) {
      throw new EventStoreException(Kind.RETRYABLE, "embedded PostgreSQL: " + e.getMessage(), e);
    }
  }

  /** Stops the server; what is committed stays for the next start. */
  @Override
  public void close() {
    try {
      server.close();
    } finally {
      release(directory);
    }
  }
}
