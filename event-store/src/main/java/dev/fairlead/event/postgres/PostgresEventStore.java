package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.SNAPSHOT;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.fairlead.event.Claims;
import dev.fairlead.event.Cursors;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.EventStoreSettings;
import dev.fairlead.event.EventStoreSettings.Access;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.IntentIndex;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.LogEvidence;
import dev.fairlead.event.LogStatistics;
import dev.fairlead.event.LogVerifier;
import dev.fairlead.event.LogVerifier.VerifyProgress;
import dev.fairlead.event.MarketHistory;
import dev.fairlead.event.Projections;
import dev.fairlead.event.Snapshots;
import dev.fairlead.event.Verdict;
import dev.fairlead.signing.EventSigner;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The log on a PostgreSQL database, with or without TimescaleDB. */
public final class PostgresEventStore implements EventStore {
  /**
   * So many events are kept in memory: at full speed an eighth of a second, in which every reader
   * that keeps up comes by. Each collection copies them all, and appends wait for that.
   */
  private static final int TAIL = 8_192;

  private static final Duration CHECK_PATIENCE = Duration.ofSeconds(30);

  private final LogDatabase database;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final EventLog log;
  private final IntentIndex intents;
  private final Claims claims;
  private final Cursors cursors;
  private final Projections projections;
  private final LogStatistics statistics;
  private final LogVerifier verifier;
  private final MarketHistory market;
  private final Snapshots snapshots;
  private final EventKeys keys;
  private final ProjectionRunner index;
  private final ProjectionRunner standings;
  private final SnapshotSeals seals;
  private final DSLContext projects;
  private final PostgresLogEvidence evidence;
  private final Optional<String> degraded;
  private final boolean appendsAsOwner;

  /**
   * Opens the log for a node: refuses a server that could lose what it acknowledged, brings the
   * schema up to date, introduces the node's key if it is new here, and starts to append and to
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
    return open(database, settings, EvidenceSettings.unanchored(), signer, clock, observer);
  }

  /**
   * The same, with anchors for checkpoints.
   *
   * @throws LogDiverged when an anchor vouches for another log than the database holds
   */
  public static PostgresEventStore open(
      LogDatabase database,
      EventStoreSettings settings,
      EvidenceSettings evidence,
      EventSigner signer,
      InstantSource clock,
      EventStoreObserver observer) {
    ServerCheck.refuseUnsafe(ConnectionSettings.plain(database, settings.appendPatience()));
    Schema.migrate(database);
    PostgresEventStore store = begin(database, settings, evidence, signer, clock, observer);
    store.follow();
    return store;
  }

  /**
   * The same as the writer alone, on a log whose schema is up to date already, and without anything
   * that follows the log.
   */
  static PostgresEventStore openWithoutOwner(
      LogDatabase database,
      EventStoreSettings settings,
      EvidenceSettings evidence,
      EventSigner signer,
      InstantSource clock,
      EventStoreObserver observer) {
    ConnectionSettings plain = ConnectionSettings.plain(database, settings.appendPatience());
    ServerCheck.refuseUnsafe(plain);
    Schema.refuseOlder(plain);
    return begin(database, settings, evidence, signer, clock, observer);
  }

  /**
   * Why a log in this database would be on plain PostgreSQL; none when TimescaleDB is there. Makes
   * the extension where the server offers it and the owner may, and nothing else.
   */
  public static Optional<String> degradation(LogDatabase database) {
    ConnectionSettings owner = ConnectionSettings.owner(database);
    Schema.extend(owner);
    return ServerCheck.degraded(owner);
  }

  /**
   * Looks at the server's settings, as every start does, and changes nothing.
   *
   * @throws EventStoreException {@code FATAL} when it could lose what it acknowledges
   */
  public static void refuseUnsafe(LogDatabase database) {
    ServerCheck.refuseUnsafe(ConnectionSettings.plain(database, CHECK_PATIENCE));
  }

  private static PostgresEventStore begin(
      LogDatabase database,
      EventStoreSettings settings,
      EvidenceSettings evidence,
      EventSigner signer,
      InstantSource clock,
      EventStoreObserver observer) {
    ConnectionSettings appending = ConnectionSettings.appender(database, settings.appendPatience());
    Head head = OpenedLog.open(appending, settings.access() == Access.TAKE_OVER);
    PostgresEventStore store =
        new PostgresEventStore(database, settings, evidence, signer, clock, observer, head);
    boolean complete = false;
    try {
      store.evidence.refuseDiverged();
      store.keys.introduce(settings.node(), signer);
      store.evidence.start();
      complete = true;
      return store;
    } finally {
      if (!complete) {
        store.close();
      }
    }
  }

  /**
   * Verifies a log without opening it, also one that no node would open: as its reader, and without
   * a key.
   */
  public static Verdict verify(
      LogDatabase database, EvidenceSettings evidence, VerifyProgress progress) {
    ConnectionSettings reading = ConnectionSettings.reader(database);
    try (HikariDataSource source = source(reading, 2 + cores(), "fairlead-verify")) {
      DSLContext reads = DSL.using(source, SQLDialect.POSTGRES);
      return new PostgresLogVerifier(reading, reads, evidence).verify(progress);
    }
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private PostgresEventStore(
      LogDatabase database,
      EventStoreSettings settings,
      EvidenceSettings evidence,
      EventSigner signer,
      InstantSource clock,
      EventStoreObserver observer,
      Head head) {
    this.database = database;
    ConnectionSettings appending = ConnectionSettings.appender(database, settings.appendPatience());
    this.degraded = ServerCheck.degraded(appending);
    this.appendsAsOwner = ServerCheck.ownsTheLog(appending);
    ConnectionSettings reading = ConnectionSettings.reader(database);
    DSLContext reads = pool(reading, settings.readConnections(), "fairlead-read");
    this.projects = pool(ConnectionSettings.projector(database), 4, "fairlead-project");
    LogReader reader = new LogReader(reads);
    Tail tail = new Tail(head.position(), TAIL);
    Hints hints = new Hints(database, new LogReader(projects), tail, observer);
    Halt halt = new Halt(observer);
    BoundedClock recording = new BoundedClock(clock, projects, observer);
    parts.push(recording);
    Appender appender =
        new Appender(
            new AppendConnection(appending, head, halt),
            new Sealer(signer, recording),
            new CommitNews(tail, hints, observer),
            observer,
            settings.appendPatience());
    this.log = new PostgresEventLog(appender, reader, tail, hints, settings.maxLag(), observer);
    parts.push(log);
    PostgresProjections derived = new PostgresProjections(database, log, projects, observer);
    this.index = derived.follow(new IntentIndexProjection());
    LogReader projecting = new LogReader(projects);
    this.seals = new SnapshotSeals(head.logId(), signer, projecting, evidence.trustedKeys());
    this.standings = derived.follow(new SnapshotProjection(projecting, seals, observer));
    this.projections = derived;
    this.cursors = new PostgresCursors(projects, clock);
    this.statistics = new PostgresStatistics(reads, cursors, derived);
    this.intents = new PostgresIntentIndex(reads, index.progress());
    this.claims = new PostgresClaims(reads);
    this.snapshots = new PostgresSnapshots(reads, SNAPSHOT, reader, seals, observer);
    this.market =
        new PostgresMarketHistory(
            reads, pool(ConnectionSettings.projector(database), 1, "fairlead-market"));
    this.verifier = new PostgresLogVerifier(reading, reads, evidence);
    this.keys = new EventKeys(log, reader);
    MerkleNodes nodes = new MerkleNodes(projects);
    TreeFollower follower =
        new TreeFollower(
            pool(reading, 1, "fairlead-tree"),
            tail,
            nodes,
            new CanonicalForm().genesis(head.logId()));
    this.evidence =
        new PostgresLogEvidence(
            settings.node(),
            new LogReader(projects),
            follower,
            nodes,
            new CheckpointTable(projects),
            halt,
            new CheckpointSigner(signer, clock),
            clock,
            observer,
            evidence);
    parts.push(this.evidence);
    recording.start();
    appender.start();
    hints.start();
  }

  /** Only a node whose key and whose log count keeps what is derived from it. */
  private void follow() {
    parts.push(index);
    index.start();
    parts.push(standings);
    standings.start();
  }

  private DSLContext pool(ConnectionSettings settings, int size, String name) {
    HikariDataSource source = source(settings, size, name);
    parts.push(source);
    return DSL.using(source, SQLDialect.POSTGRES);
  }

  private static HikariDataSource source(ConnectionSettings settings, int size, String name) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.url());
    config.setDataSourceProperties(settings.properties());
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setPoolName(name);
    config.setConnectionTimeout(10_000);
    return new HikariDataSource(config);
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
  public Cursors cursors() {
    return cursors;
  }

  @Override
  public Projections projections() {
    return projections;
  }

  @Override
  public LogStatistics statistics() {
    return statistics;
  }

  @Override
  public LogVerifier verifier() {
    return verifier;
  }

  @Override
  public Snapshots snapshots() {
    return snapshots;
  }

  EventKeys keys() {
    return keys;
  }

  /**
   * Introduces the next key of the node, which from now on vouches for what its present one did.
   */
  void handOver(String node, EventSigner next) {
    keys.introduce(node, next);
    seals.handOver(next, projects);
  }

  @Override
  public LogEvidence evidence() {
    return evidence;
  }

  @Override
  public MarketHistory market() {
    return market;
  }

  @Override
  public Optional<String> degraded() {
    return degraded;
  }

  @Override
  public boolean appendsAsOwner() {
    return appendsAsOwner;
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
