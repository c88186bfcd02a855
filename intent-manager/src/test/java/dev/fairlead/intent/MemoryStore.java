package dev.fairlead.intent;

import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult;
import dev.fairlead.event.Claim;
import dev.fairlead.event.Claims;
import dev.fairlead.event.Cursors;
import dev.fairlead.event.EventFilter;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.IntentIndex;
import dev.fairlead.event.IntentQuery;
import dev.fairlead.event.IntentStage;
import dev.fairlead.event.IntentSummary;
import dev.fairlead.event.LogEvidence;
import dev.fairlead.event.LogHead;
import dev.fairlead.event.LogStatistics;
import dev.fairlead.event.LogVerifier;
import dev.fairlead.event.MarketHistory;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.Projections;
import dev.fairlead.event.RecordedEvent;
import dev.fairlead.event.Snapshots;
import dev.fairlead.event.StreamAppend;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Subscription;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The log in memory, with its rules about versions, claims and ids; outlives the engines on it. */
final class MemoryStore implements EventStore, EventLog, Claims, IntentIndex {
  private final InstantSource clock;
  private final List<RecordedEvent> events = new ArrayList<>();
  private final Map<Object, Claim> claims = new HashMap<>();
  private int answersToLose;
  private boolean full;

  MemoryStore(InstantSource clock) {
    this.clock = clock;
  }

  /** So many of the next appends are written, and their callers are told that nobody knows. */
  synchronized void loseAnswers(int count) {
    answersToLose = count;
  }

  /** From now on every append fails as on a full disk, or none does. */
  synchronized void beFull(boolean full) {
    this.full = full;
  }

  @Override
  public List<StreamId> begun(String kind, LogPosition after) {
    throw new UnsupportedOperationException("the index in memory never stops");
  }

  @Override
  public List<RecordedEvent> last(StreamId stream, LogPosition upTo, int limit) {
    throw new UnsupportedOperationException("nothing happens to chains in memory");
  }

  @Override
  public synchronized AppendResult append(Append append) {
    if (full) {
      throw new EventStoreException(
          EventStoreException.Kind.RETRYABLE, "full", new SQLException("no space", "53100"));
    }
    Optional<AppendResult> conflict = conflict(append);
    if (conflict.isPresent()) {
      return conflict.get();
    }
    Instant now = clock.instant();
    LogPosition first = new LogPosition(events.size() + 1);
    for (StreamAppend part : append.streams()) {
      long version = part.expectedVersion();
      for (NewEvent event : part.events()) {
        version++;
        events.add(
            new RecordedEvent(
                new LogPosition(events.size() + 1),
                part.stream(),
                version,
                event.id(),
                now,
                event.event().getClass().getSimpleName(),
                Bytes.EMPTY,
                event.event(),
                Bytes32.ZERO,
                Bytes32.ZERO));
      }
    }
    append.claims().forEach(claim -> claims.put(claim.target(), claim));
    notifyAll();
    if (answersToLose > 0) {
      answersToLose--;
      throw new EventStoreException(EventStoreException.Kind.RETRYABLE, "the answer was lost");
    }
    return new AppendResult.Appended(first, new LogPosition(events.size()), now, false);
  }

  private Optional<AppendResult> conflict(Append append) {
    NewEvent firstNew = append.streams().getFirst().events().getFirst();
    Optional<RecordedEvent> known =
        events.stream().filter(e -> e.id().equals(firstNew.id())).findFirst();
    if (known.isPresent()) {
      LogPosition first = known.get().position();
      return Optional.of(
          new AppendResult.Appended(
              first,
              new LogPosition(first.value() + append.size() - 1),
              known.get().recordedAt(),
              true));
    }
    for (Claim claim : append.claims()) {
      Claim holder = claims.get(claim.target());
      if (holder != null) {
        return Optional.of(
            new AppendResult.ClaimTaken(claim, holder.intent(), holder.equals(claim)));
      }
    }
    for (StreamAppend part : append.streams()) {
      long actual = read(part.stream()).size();
      if (actual != part.expectedVersion()) {
        return Optional.of(new AppendResult.VersionConflict(part.stream(), actual));
      }
    }
    return Optional.empty();
  }

  @Override
  public synchronized LogHead head() {
    return new LogHead(new LogPosition(events.size()), Bytes32.ZERO);
  }

  @Override
  public LogPosition known() {
    return position();
  }

  @Override
  public synchronized List<RecordedEvent> read(
      Collection<StreamId> streams, LogPosition after, LogPosition upTo, int limit) {
    return events.stream()
        .filter(e -> streams.contains(e.stream()))
        .filter(e -> e.position().isAfter(after) && !e.position().isAfter(upTo))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<StreamId> streams(String kind) {
    return events.stream()
        .map(RecordedEvent::stream)
        .filter(stream -> stream.kind().equals(kind))
        .distinct()
        .toList();
  }

  @Override
  public List<NonceClaim> claimed(
      ChainId chain, Address account, LogPosition upTo, @Nullable Nonce below, int limit) {
    throw new UnsupportedOperationException("claims are not listed in memory");
  }

  @Override
  public MarketHistory market() {
    throw new UnsupportedOperationException("no market is kept in memory");
  }

  @Override
  public synchronized List<RecordedEvent> read(StreamId stream) {
    return events.stream().filter(e -> e.stream().equals(stream)).toList();
  }

  @Override
  public synchronized List<RecordedEvent> read(StreamId stream, LogPosition upTo) {
    return read(stream).stream().filter(e -> !e.position().isAfter(upTo)).toList();
  }

  @Override
  public synchronized List<RecordedEvent> readAll(LogPosition after, int limit) {
    return events.stream().filter(e -> e.position().isAfter(after)).limit(limit).toList();
  }

  @Override
  public Subscription subscribe(LogPosition after, EventFilter filter) {
    throw new UnsupportedOperationException("intents do not subscribe");
  }

  @Override
  public synchronized Optional<LogPosition> positionAt(Instant time) {
    return events.stream()
        .filter(e -> !e.recordedAt().isAfter(time))
        .map(RecordedEvent::position)
        .max(Comparator.naturalOrder());
  }

  List<IntentEvent> lifeOf(IntentId id) {
    return read(StreamId.intent(id)).stream().map(e -> (IntentEvent) e.event()).toList();
  }

  IntentState stateOf(IntentId id) {
    return IntentState.replay(lifeOf(id));
  }

  /** Whether these bytes are in the log as signed. */
  synchronized boolean holdsSigned(TxHash hash) {
    return events.stream()
        .anyMatch(e ->
            e.event() instanceof IntentEvent.Signed signed
                && signed.transaction().hash().equals(hash));
  }

  /** Waits until the intent's state is as wished; what it is when it never comes to that. */
  synchronized IntentState await(IntentId id, Predicate<IntentState> wish)
      throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    IntentState state = stateOf(id);
    while (!wish.test(state) && System.nanoTime() < end) {
      wait(50);
      state = stateOf(id);
    }
    return state;
  }

  /** Waits until the log grows, or the patience is over. */
  synchronized void awaitGrowth(Duration patience) throws InterruptedException {
    int length = events.size();
    long end = System.nanoTime() + patience.toNanos();
    while (events.size() == length && System.nanoTime() < end) {
      wait(5);
    }
  }

  /** Waits until the log is longer than that, or the patience is over; the intent's state then. */
  synchronized IntentState awaitChange(long length, Duration patience, IntentId id)
      throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (events.size() <= length && System.nanoTime() < end) {
      wait(10);
    }
    return stateOf(id);
  }

  @Override
  public synchronized Optional<Nonce> highestNonce(ChainId chain, Address account) {
    return claims.values().stream()
        .filter(Claim.AccountNonce.class::isInstance)
        .map(Claim.AccountNonce.class::cast)
        .filter(c -> c.chain().equals(chain) && c.account().equals(account))
        .map(Claim.AccountNonce::nonce)
        .max(Comparator.naturalOrder());
  }

  @Override
  public synchronized Optional<IntentId> holder(ChainId chain, Address account, Nonce nonce) {
    return Optional.ofNullable(
            claims.get(new Claim.AccountNonce(chain, account, nonce, Samples.ID).target()))
        .map(Claim::intent);
  }

  @Override
  public List<Holding> heldBy(IntentId intent) {
    throw new UnsupportedOperationException("all is readable in memory");
  }

  @Override
  public synchronized Optional<KeyUse> keyUse(String principal, String key) {
    Object target = new Claim.IdempotencyKey(principal, key, Bytes32.ZERO, Samples.ID).target();
    return claims.get(target) instanceof Claim.IdempotencyKey use
        ? Optional.of(new KeyUse(use.intent(), use.requestHash()))
        : Optional.empty();
  }

  @Override
  public synchronized List<IntentSummary> open() {
    return all().stream().filter(row -> !row.stage().ended()).toList();
  }

  @Override
  public Optional<IntentSummary> find(IntentId intent) {
    return all().stream().filter(row -> row.id().equals(intent)).findFirst();
  }

  @Override
  public List<IntentSummary> list(IntentQuery query) {
    LogPosition before = query.before();
    return all().reversed().stream()
        .filter(row -> query.strategies().isEmpty() || query.strategies().contains(row.strategy()))
        .filter(row -> before == null || row.first().compareTo(before) < 0)
        .limit(query.limit())
        .toList();
  }

  private synchronized List<IntentSummary> all() {
    return events.stream()
        .map(RecordedEvent::stream)
        .distinct()
        .map(stream -> summary(read(stream)))
        .toList();
  }

  private static IntentSummary summary(List<RecordedEvent> life) {
    RecordedEvent first = life.getFirst();
    RecordedEvent last = life.getLast();
    IntentState state =
        IntentState.replay(life.stream().map(e -> (IntentEvent) e.event()).toList());
    Intent intent = state.intent();
    IntentStage stage =
        switch (state.status()) {
          case REFUSED -> IntentStage.REFUSED;
          case SETTLED -> IntentStage.SETTLED;
          case FAILED -> IntentStage.FAILED;
          case CANCELLED -> IntentStage.CANCELLED;
          case EXPIRED -> IntentStage.EXPIRED;
          case ACCEPTED, PLANNED, SIMULATED, SIGNED, SUBMITTED, INCLUDED, CANCELLING ->
              IntentStage.ACCEPTED;
        };
    return new IntentSummary(
        intent.id(),
        intent.strategy(),
        intent.type(),
        intent.trade().chain(),
        intent.trade().sell().address(),
        intent.trade().buy().address(),
        intent.constraints().window().deadline(),
        stage,
        last.version(),
        first.recordedAt(),
        last.recordedAt(),
        first.position(),
        last.position());
  }

  @Override
  public Map<IntentStage, Long> count() {
    throw new UnsupportedOperationException("intents do not count");
  }

  @Override
  public synchronized LogPosition position() {
    return new LogPosition(events.size());
  }

  @Override
  public void catchUp(LogPosition position, Duration patience) {}

  @Override
  public EventLog log() {
    return this;
  }

  @Override
  public IntentIndex intents() {
    return this;
  }

  @Override
  public Claims claims() {
    return this;
  }

  @Override
  public Cursors cursors() {
    throw new UnsupportedOperationException("nobody reads from memory by name");
  }

  @Override
  public Snapshots snapshots() {
    return Snapshots.none();
  }

  @Override
  public Projections projections() {
    throw new UnsupportedOperationException("nothing is derived in memory");
  }

  @Override
  public LogStatistics statistics() {
    throw new UnsupportedOperationException("memory has no tables");
  }

  @Override
  public LogVerifier verifier() {
    throw new UnsupportedOperationException("nothing is sealed in memory");
  }

  @Override
  public LogEvidence evidence() {
    throw new UnsupportedOperationException("nothing is signed in memory");
  }

  @Override
  public Optional<String> degraded() {
    return Optional.of("it is in memory");
  }

  @Override
  public boolean appendsAsOwner() {
    return true;
  }

  @Override
  public void close() {}
}
