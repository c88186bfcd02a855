package dev.fairlead.event.postgres;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.LogDatabase.Login;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.event.proof.ProofChecker;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** A log on a fresh database of the real server, and what tests do with it. */
final class LogFixture implements AutoCloseable {
  static final EventSigner SIGNER = LocalEventSigner.generate(new SecureRandom());

  private final TestDatabase database;
  private final Deque<EventStore> stores = new ArrayDeque<>();

  LogFixture() {
    this(TestDatabases.create());
  }

  private LogFixture(TestDatabase database) {
    this.database = database;
  }

  /** A database with what is in this one now, as a backup has that is restored later. */
  LogFixture copy() {
    return new LogFixture(database.copy());
  }

  LogDatabase database() {
    return database.database();
  }

  EventStore open() {
    return open(EventStoreSettings.of("node-1"), InstantSource.system());
  }

  EventStore open(EventStoreSettings settings, InstantSource clock) {
    return open(settings, clock, EventStoreObserver.silent());
  }

  EventStore open(EventStoreSettings settings, InstantSource clock, EventStoreObserver observer) {
    EventStore store =
        PostgresEventStore.open(database.database(), settings, SIGNER, clock, observer);
    stores.push(store);
    return store;
  }

  static StreamId stream(String name) {
    return new StreamId("test", name);
  }

  static NewEvent event(String text) {
    return new NewEvent(EventId.next(), new NodeEvent.Started(text, "1"));
  }

  /** Appends events to the end of a stream that stands at a version. */
  static Appended append(EventLog log, StreamId stream, long version, String... texts) {
    NewEvent[] events = new NewEvent[texts.length];
    for (int i = 0; i < texts.length; i++) {
      events[i] = event(texts[i]);
    }
    AppendResult result = log.append(Append.to(stream, version, events));
    if (result instanceof Appended appended) {
      return appended;
    }
    throw new AssertionError("not appended: " + result);
  }

  /** Trusts the fixture's key alone. */
  static ProofChecker checker() {
    return new ProofChecker(Set.of(SIGNER.publicKey().toString().substring(2)));
  }

  /** Runs statements as the superuser, past every right and trigger. */
  void tamper(String... statements) {
    execute(database().owner(), "SET session_replication_role = replica", statements);
  }

  void execute(Login login, String first, String... statements) {
    try (Connection connection = connect(login);
        Statement statement = connection.createStatement()) {
      statement.execute(first);
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new DatabaseRefused(e);
    }
  }

  /** What the database answered to a test. */
  static final class DatabaseRefused extends AssertionError {
    private static final long serialVersionUID = 1L;

    DatabaseRefused(SQLException cause) {
      super(cause.getMessage(), cause);
    }
  }

  String query(String sql) {
    try (Connection connection = connect(database().owner());
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      StringBuilder all = new StringBuilder();
      while (rows.next()) {
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          all.append(i == 1 ? "" : "|").append(rows.getString(i));
        }
        all.append('\n');
      }
      return all.toString().strip();
    } catch (SQLException e) {
      throw new DatabaseRefused(e);
    }
  }

  private Connection connect(Login login) throws SQLException {
    return DriverManager.getConnection(
        database().url() + "?currentSchema=fairlead,public",
        login.user(),
        new String(login.password().reveal(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    while (!stores.isEmpty()) {
      stores.pop().close();
    }
    database.close();
  }
}
