package dev.fairlead.event.postgres;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.LogVerifier;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.Verdict.Broken;
import dev.fairlead.event.Verdict.Fault;
import dev.fairlead.model.LogPosition;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.DSLContext;

/** Checks the log in stretches, several at a time, and then how they fit together, in order. */
final class PostgresLogVerifier implements LogVerifier {
  /** A stretch is a subtree of this level. */
  private static final int STRETCH_LEVEL = 13;

  /** Far more streams than things happen to at a time. */
  private static final int ROOM = 1 << 14;

  private final ConnectionSettings settings;
  private final LogReader reader;
  private final MerkleNodes nodes;
  private final CheckpointTable table;
  private final EvidenceSettings evidence;
  private final int level;
  private final int room;
  private final Set<LogCheck> checks;

  /** Looks at everything. */
  PostgresLogVerifier(ConnectionSettings settings, DSLContext reads, EvidenceSettings evidence) {
    this(settings, reads, evidence, STRETCH_LEVEL, ROOM, LogCheck.all());
  }

  PostgresLogVerifier(
      ConnectionSettings settings,
      DSLContext reads,
      EvidenceSettings evidence,
      int level,
      int room,
      Set<LogCheck> checks) {
    this.settings = settings;
    this.reader = new LogReader(reads);
    this.nodes = new MerkleNodes(reads);
    this.table = new CheckpointTable(reads);
    this.evidence = evidence;
    this.level = level;
    this.room = room;
    this.checks = checks;
  }

  @Override
  public Verdict verify(VerifyProgress progress) {
    Vouched vouched = Vouched.gather(table, evidence.anchors());
    try (IndexSnapshot index = IndexSnapshot.take(settings)) {
      return verify(vouched, index, progress);
    } catch (SQLException e) {
      throw DatabaseFailure.toException("verifying the log", e);
    }
  }

  /** Whatever follows the head is read before it, so that it can't be ahead of it. */
  private Verdict verify(Vouched vouched, IndexSnapshot index, VerifyProgress progress)
      throws SQLException {
    List<MerkleNodes.Node> above = nodes.above(level);
    long covered = nodes.covered();
    Optional<Head> known = reader.headIfSound();
    if (known.isEmpty()) {
      return new Broken(LogPosition.START, Fault.TAIL, "the log has no head, or several");
    }
    Head head = known.get();
    VerifyScope scope =
        new VerifyScope(
            vouched,
            covered,
            head,
            KeyRing.read(reader, head.position(), evidence.trustedKeys()),
            RowPrint.fresh(new SecureRandom()),
            index.readable() ? index.position() : 0,
            level,
            checks);
    AtomicLong checked = new AtomicLong();
    int workers = Runtime.getRuntime().availableProcessors();
    try (VerifierConnections connections = new VerifierConnections(settings);
        ExecutorService pool =
            Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().name("log-verifier-", 0).factory())) {
      StreamRecall recall = new StreamRecall(connections, scope.print(), scope.indexed());
      JoinedSegments joined =
          new JoinedSegments(
              scope,
              new StoredTree(covered, above),
              new JoinedStreams(room, recall, scope.print()));
      Future<RowPrint> indexed =
          pool.submit(() -> {
            try (index) {
              return index.readable() ? index.print(scope.print()) : scope.print();
            }
          });
      Future<LookupTables> lookups =
          pool.submit(() -> LookupTables.read(settings, head.position(), scope.print()));
      Deque<Future<Segment>> running = new ArrayDeque<>();
      long next = 0;
      while (next < head.position() || !running.isEmpty()) {
        while (next < head.position() && running.size() < 2 * workers) {
          long after = next;
          long upTo = Math.min(head.position(), after + scope.stretch());
          running.add(
              pool.submit(() -> {
                Segment segment = check(scope, connections, after, upTo);
                progress.checked(checked.addAndGet(upTo - after), head.position());
                return segment;
              }));
          next = upTo;
        }
        Optional<Broken> broken = joined.add(result(running.remove()));
        if (broken.isPresent()) {
          running.forEach(future -> future.cancel(true));
          lookups.cancel(true);
          indexed.cancel(true);
          return new LookupCheck(settings, scope).first(broken.get());
        }
      }
      return end(scope, joined, result(lookups), result(indexed), above, index);
    }
  }

  private Segment check(VerifyScope scope, VerifierConnections connections, long after, long upTo)
      throws SQLException {
    List<MerkleNodes.Node> within =
        level < MerkleNodes.STEP ? List.of() : nodes.lowest(after, upTo);
    StoredTree tree = new StoredTree(Math.min(scope.covered(), upTo), within);
    List<Vouched.Said> said = scope.vouched().within(after, upTo);
    return connections.read(connection -> {
      try (StretchRows rows = new StretchRows(connection, after, upTo)) {
        return new SegmentCheck(scope, tree, said).check(rows, after, upTo);
      }
    });
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

  private Verdict end(
      VerifyScope scope,
      JoinedSegments joined,
      LookupTables lookups,
      RowPrint indexed,
      List<MerkleNodes.Node> above,
      IndexSnapshot index)
      throws SQLException {
    long end = scope.head().position();
    JoinedStreams streams = joined.streams();
    streams.end();
    LookupCheck check = new LookupCheck(settings, scope);
    Optional<Broken> found = check.check(streams, lookups);
    if (found.isEmpty() && scope.has(LogCheck.CHECKPOINT_END)) {
      found = joined.cutOff(scope.vouched().beyond(end), end);
    }
    if (found.isEmpty() && scope.has(LogCheck.CHECKPOINT_FORM)) {
      found = malformed(scope);
    }
    if (found.isEmpty() && scope.has(LogCheck.TREE_END)) {
      found = treeEnd(scope, above);
    }
    if (found.isEmpty() && scope.has(LogCheck.INTENT_INDEX_END)) {
      found = index.ahead(end);
    }
    if (found.isEmpty()
        && scope.has(LogCheck.INTENT_INDEX)
        && index.readable()
        && !streams.rows().indexIs(indexed)) {
      found = new IndexSearch(settings, scope.print()).run();
    }
    return found.isPresent() ? check.first(found.get()) : sound(scope, joined, index);
  }

  private static Optional<Broken> malformed(VerifyScope scope) {
    return scope.vouched().malformed().stream()
        .findFirst()
        .map(row ->
            new Broken(
                new LogPosition(Math.clamp(row.size(), 0, scope.head().position())),
                Fault.CHECKPOINT,
                "the database has a row of %d events that is no checkpoint: %s"
                    .formatted(row.size(), row.why())));
  }

  /** A node that is stored already for events to come would stand in the way of the right one. */
  private static Optional<Broken> treeEnd(VerifyScope scope, List<MerkleNodes.Node> above) {
    long end = scope.head().position();
    long over =
        above.stream()
            .mapToLong(node -> MerkleNodes.under(node.level(), node.index()))
            .reduce(scope.covered(), Math::max);
    return over > end
        ? Optional.of(
            new Broken(
                new LogPosition(end + 1),
                Fault.TREE,
                "a node of the tree is stored for %d events, but the log has %d"
                    .formatted(over, end)))
        : Optional.empty();
  }

  private static Verdict sound(VerifyScope scope, JoinedSegments joined, IndexSnapshot index) {
    Vouched vouched = scope.vouched();
    List<String> unchecked = new ArrayList<>();
    joined.streams().rows().silent().ifPresent(unchecked::add);
    if (!index.readable()) {
      unchecked.add("the index of intents is of another version and was not compared");
    }
    return new Verdict.Sound(
        scope.head().position(),
        joined.seals(),
        scope.head().toLogHead(),
        scope.keys().names(),
        vouched.checkpoints().size(),
        vouched.unread(),
        vouched.outside(),
        vouched.outsideUpTo(),
        unchecked);
  }
}
