package dev.fairlead.event.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.Claims;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.EventStoreSettings.Access;
import dev.fairlead.event.IntentIndex;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.LogVerifier;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.model.node.NodeEvent;
import dev.fairlead.signing.EventSigner;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The log on a PostgreSQL database, with or without TimescaleDB. */
public final class PostgresEventStore implements EventStore {
  private static final int TAIL = 16_384;

  private final LogDatabase database;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final EventLog log;
  private final IntentIndex intents;
  private final Claims claims;
  private final LogVerifier verifier;
  private final Optional<String> degraded;

  /**
   * Opens the log for a node: brings the schema up to date, refuses a server that could lose what
   * it acknowledged, introduces the node's key if it is new here, and starts to append and to
   * follow.
   *
   * @param signer seals each commit
   * @throws EventStoreException {@code FATAL} when the database can't be used as it is
   */
  public static PostgresEventStore open(
      LogDatabase database,
      EventStoreSettings settings,
      EventSigner signer,
      InstantSource clock,
      EventStoreObserver observer) {
    Schema.migrate(database);
    ConnectionSettings appending = ConnectionSettings.appender(database);
    ServerCheck.refuseUnsafe(appending);
    Head head = OpenedLog.open(appending, settings.access() == Access.TAKE_OVER);
    Optional<String> degraded = ServerCheck.degraded(appending);
    PostgresEventStore store =
        new PostgresEventStore(database, settings, signer, clock, observer, head, degraded);
    boolean complete = false;
    try {
      store.introduce(settings.node(), signer);
      complete = true;
      return store;
    } finally {
      if (!complete) {
        store.close();
      }
    }
  }

  private PostgresEventStore(
      LogDatabase database,
      EventStoreSettings settings,
      EventSigner signer,
      InstantSource clock,
      EventStoreObserver observer,
      Head head,
      Optional<String> degraded) {
    this.database = database;
    this.degraded = degraded;
    ConnectionSettings reading = ConnectionSettings.reader(database);
    DSLContext reads = pool(reading, settings.readConnections(), "fairlead-read");
    DSLContext projects = pool(ConnectionSettings.projector(database), 2, "fairlead-project");
    LogReader reader = new LogReader(reads);
    Tail tail = new Tail(head.position(), TAIL);
    Hints hints = new Hints(reading, new LogReader(projects), tail, observer);
    Appender appender =
        new Appender(
            new AppendConnection(ConnectionSettings.appender(database), head),
            signer,
            clock,
            observer,
            tail,
            settings.appendPatience());
    this.log = new PostgresEventLog(appender, reader, tail, hints, settings.maxLag(), observer);
    parts.push(log);
    ProjectionRunner index =
        new ProjectionRunner(new IntentIndexProjection(), log, projects, observer);
    parts.push(index);
    this.intents = new PostgresIntentIndex(reads, index);
    this.claims = new PostgresClaims(reads);
    this.verifier = new PostgresLogVerifier(reading, reader);
    appender.start();
    hints.start();
    index.start();
  }

  private DSLContext pool(ConnectionSettings settings, int size, String name) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.url());
    config.setDataSourceProperties(settings.properties());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setPoolName(name);
    config.setConnectionTimeout(10_000);
    HikariDataSource source = new HikariDataSource(config);
    parts.push(source);
    return DSL.using(source, SQLDialect.POSTGRES);
  }

  /** From its introduction on a key's seals count; each node introduces its own, once. */
  private void introduce(String node, EventSigner signer) {
    StreamId stream = StreamId.node(node);
    while (true) {
      List<RecordedEvent> life = log.read(stream);
      boolean known =
          life.stream()
              .anyMatch(recorded ->
                  recorded.event() instanceof NodeEvent.KeyIntroduced introduced
                      && introduced.key().equals(signer.key()));
      if (known) {
        return;
      }
      AppendResult result =
          log.append(
              Append.to(
                  stream,
                  life.size(),
                  new NewEvent(
                      EventId.random(),
                      new NodeEvent.KeyIntroduced(signer.key(), signer.publicKey()))));
      switch (result) {
        case AppendResult.Appended appended -> {
          return;
        }
        case AppendResult.VersionConflict conflict -> {
          continue;
        }
        case AppendResult.ClaimTaken taken ->
            throw new EventStoreException(Kind.FATAL, "can't introduce the key: " + taken);
        case AppendResult.EventIdConflict conflict ->
            throw new EventStoreException(Kind.FATAL, "can't introduce the key: " + conflict);
      }
    }
  }

  @Override
  public EventLog log() {
    return log;
  }

  @Override
  public IntentIndex intents() {
    return intents;
  }

  @Override
  public Claims claims() {
    return claims;
  }

  @Override
  public LogVerifier verifier() {
    return verifier;
  }

  @Override
  public Optional<String> degraded() {
    return degraded;
  }

  @Override
  public void close() {
    Exception first = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw new EventStoreException(
          Kind.RETRYABLE,
          "the log of " + database.url() + " did not close in order: " + first,
          first);
    }
  }
}
