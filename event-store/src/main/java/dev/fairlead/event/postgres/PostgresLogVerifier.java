package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.LogVerifier;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.Verdict.Broken;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.DSLContext;

/** Checks the log in stretches, several at a time, and then how they fit together, in order. */
final class PostgresLogVerifier implements LogVerifier {
  /** A stretch is a subtree of this level. */
  static final int STRETCH_LEVEL = 13;

  private static final long STRETCH = 1L << STRETCH_LEVEL;

  private final ConnectionSettings settings;
  private final LogReader reader;
  private final MerkleNodes nodes;
  private final CheckpointTable table;
  private final EvidenceSettings evidence;

  PostgresLogVerifier(ConnectionSettings settings, DSLContext reads, EvidenceSettings evidence) {
    this.settings = settings;
    this.reader = new LogReader(reads);
    this.nodes = new MerkleNodes(reads);
    this.table = new CheckpointTable(reads);
    this.evidence = evidence;
  }

  /** What the log is compared with; read before its head, so that it can't be ahead of it. */
  private record Scope(Vouched vouched, long covered, Head head, KeyRing keys, KeyPrint print) {}

  @Override
  public Verdict verify(VerifyProgress progress) {
    Vouched vouched = Vouched.gather(table, evidence.anchors());
    long covered = nodes.covered();
    Head head = reader.head();
    KeyRing keys = KeyRing.read(reader, head.position(), evidence.trustedKeys());
    Scope scope = new Scope(vouched, covered, head, keys, KeyPrint.fresh(new SecureRandom()));
    AtomicLong checked = new AtomicLong();
    int workers = Runtime.getRuntime().availableProcessors();
    try (ExecutorService pool =
        Executors.newFixedThreadPool(
            workers, Thread.ofPlatform().name("log-verifier-", 0).factory())) {
      JoinedSegments joined =
          new JoinedSegments(new StoredTree(covered, nodes.upper()), scope.print().sibling());
      Future<LookupTables> lookups =
          pool.submit(() -> LookupTables.read(settings, head.position(), scope.print().sibling()));
      Deque<Future<Segment>> running = new ArrayDeque<>();
      long next = 0;
      while (next < head.position() || !running.isEmpty()) {
        while (next < head.position() && running.size() < 2 * workers) {
          long after = next;
          long upTo = Math.min(head.position(), after + STRETCH);
          running.add(
              pool.submit(() -> {
                Segment segment = check(scope, after, upTo);
                progress.checked(checked.addAndGet(upTo - after), head.position());
                return segment;
              }));
          next = upTo;
        }
        Optional<Broken> broken = joined.add(result(running.remove()));
        if (broken.isPresent()) {
          running.forEach(future -> future.cancel(true));
          lookups.cancel(true);
          return broken.get();
        }
      }
      return end(scope, joined, result(lookups));
    }
  }

  private Segment check(Scope scope, long after, long upTo) throws SQLException {
    StoredTree tree = new StoredTree(Math.min(scope.covered(), upTo), nodes.lowest(after, upTo));
    List<Vouched.Said> said = scope.vouched().within(after, upTo);
    try (Connection connection = settings.open()) {
      connection.setAutoCommit(false);
      connection.setReadOnly(true);
      try (StretchRows rows = new StretchRows(connection, after, upTo)) {
        return new SegmentCheck(
                scope.head().logId(), scope.keys(), tree, said, scope.print().sibling())
            .check(rows, after, upTo);
      }
    }
  }

  private static <T> T result(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EventStoreException(Kind.RETRYABLE, "interrupted while verifying the log", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof SQLException failure) {
        throw DatabaseFailure.toException("verifying the log", failure);
      }
      if (e.getCause() instanceof EventStoreException failure) {
        throw failure;
      }
      throw new EventStoreException(Kind.FATAL, "can't verify the log: " + e.getCause(), e);
    }
  }

  private Verdict end(Scope scope, JoinedSegments joined, LookupTables lookups) {
    Head head = scope.head();
    Optional<Broken> damage =
        new LookupCheck(settings)
            .check(head, joined, lookups)
            .or(() -> joined.cutOff(scope.vouched().beyond(head.position()), head.position()));
    return damage
        .<Verdict>map(broken -> broken)
        .orElseGet(() ->
            new Verdict.Sound(
                head.position(),
                joined.seals(),
                head.toLogHead(),
                scope.keys().names(),
                scope.vouched().checkpoints().size(),
                scope.vouched().unread()));
  }
}
