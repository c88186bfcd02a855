package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.ACCOUNT_NONCE;
import static dev.fairlead.event.postgres.schema.Tables.EVENT_KEY;
import static dev.fairlead.event.postgres.schema.Tables.IDEMPOTENCY_KEY;
import static dev.fairlead.event.postgres.schema.Tables.STREAM;

import dev.fairlead.event.AppendResult;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.AppendResult.ClaimTaken;
import dev.fairlead.event.AppendResult.EventIdConflict;
import dev.fairlead.event.AppendResult.VersionConflict;
import dev.fairlead.event.Claim;
import dev.fairlead.event.EventId;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamAppend;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.postgres.PendingAppend.Attempt;
import dev.fairlead.event.postgres.PendingAppend.Encoded;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.intent.IntentId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/** Finds out which appends of a commit that failed stand in conflict with what is in the log. */
final class Conflicts {
  private final DSLContext database;
  private final LogReader reader;

  Conflicts(DSLContext database) {
    this.database = database;
    this.reader = new LogReader(database);
  }

  /** The answer for an append that can't be written as it is; none when it may be tried again. */
  Optional<AppendResult> answer(PendingAppend pending, Batch batch) {
    return repeated(pending).or(() -> moved(pending, batch)).or(() -> claimed(pending));
  }

  private Optional<AppendResult> repeated(PendingAppend pending) {
    List<EventId> ids =
        pending.append().streams().stream()
            .flatMap(part -> part.events().stream())
            .map(NewEvent::id)
            .toList();
    Map<EventId, StoredEvent> stored = new HashMap<>();
    for (StoredEvent event : reader.byIds(ids)) {
      stored.put(event.id(), event);
    }
    if (stored.isEmpty()) {
      return Optional.empty();
    }
    Optional<EventId> other = firstDifference(pending, stored);
    if (other.isPresent()) {
      return Optional.of(new EventIdConflict(other.get()));
    }
    StoredEvent first = stored.values().stream().min(Conflicts::byPosition).orElseThrow();
    return Optional.of(
        new Appended(
            new LogPosition(first.position()),
            new LogPosition(first.position() + pending.size() - 1),
            first.recordedAt(),
            pending.attempts().stream().noneMatch(attempt -> isOwn(attempt, first))));
  }

  private static int byPosition(StoredEvent a, StoredEvent b) {
    return Long.compare(a.position(), b.position());
  }

  private static boolean isOwn(Attempt attempt, StoredEvent first) {
    return attempt.position() == first.position() && Arrays.equals(attempt.hash(), first.hash());
  }

  /** The first event that is not in the log exactly as it would be written. */
  private static Optional<EventId> firstDifference(
      PendingAppend pending, Map<EventId, StoredEvent> stored) {
    int part = 0;
    long position = -1;
    for (StreamAppend stream : pending.append().streams()) {
      long version = stream.expectedVersion();
      for (Encoded encoded : pending.events(part++)) {
        version++;
        StoredEvent event = stored.get(encoded.event().id());
        if (event == null
            || !event.stream().equals(stream.stream())
            || event.version() != version
            || !event.type().equals(encoded.type())
            || !Arrays.equals(event.payload(), encoded.payload())
            || (position >= 0 && event.position() != position + 1)) {
          return Optional.of(
              event == null ? stored.keySet().iterator().next() : encoded.event().id());
        }
        position = event.position();
      }
    }
    return Optional.empty();
  }

  /** Only what the commit itself expected of the database is told; the rest waits for its turn. */
  private Optional<AppendResult> moved(PendingAppend pending, Batch batch) {
    for (StreamAppend part : pending.append().streams()) {
      Batch.Change change = batch.changes().get(part.stream());
      if (change != null && change.expected() == part.expectedVersion()) {
        long actual = version(part.stream());
        if (actual != part.expectedVersion()) {
          return Optional.of(new VersionConflict(part.stream(), actual));
        }
      }
    }
    return Optional.empty();
  }

  private long version(StreamId stream) {
    return database
        .select(DSL.coalesce(DSL.max(EVENT_KEY.VERSION), 0L))
        .from(EVENT_KEY)
        .join(STREAM)
        .on(STREAM.STREAM_.eq(EVENT_KEY.STREAM))
        .where(STREAM.KIND.eq(stream.kind()))
        .and(STREAM.ID.eq(stream.id()))
        .fetchSingle()
        .value1();
  }

  private Optional<AppendResult> claimed(PendingAppend pending) {
    for (Claim claim : pending.append().claims()) {
      Optional<AppendResult> taken =
          switch (claim) {
            case Claim.IdempotencyKey key -> taken(key);
            case Claim.AccountNonce nonce -> taken(nonce);
          };
      if (taken.isPresent()) {
        return taken;
      }
    }
    return Optional.empty();
  }

  private Optional<AppendResult> taken(Claim.IdempotencyKey key) {
    return database
        .select(IDEMPOTENCY_KEY.INTENT, IDEMPOTENCY_KEY.REQUEST_HASH)
        .from(IDEMPOTENCY_KEY)
        .where(IDEMPOTENCY_KEY.PRINCIPAL.eq(key.principal()))
        .and(IDEMPOTENCY_KEY.KEY.eq(key.key()))
        .fetchOptional(row ->
            new ClaimTaken(
                key,
                new IntentId(row.value1()),
                row.value1().equals(key.intent().value())
                    && Arrays.equals(row.value2(), key.requestHash().toArray())));
  }

  private Optional<AppendResult> taken(Claim.AccountNonce nonce) {
    return database
        .select(ACCOUNT_NONCE.INTENT)
        .from(ACCOUNT_NONCE)
        .where(ACCOUNT_NONCE.CHAIN.eq(nonce.chain().value()))
        .and(ACCOUNT_NONCE.ACCOUNT.eq(nonce.account().toArray()))
        .and(ACCOUNT_NONCE.NONCE.eq(nonce.nonce().value()))
        .fetchOptional(row ->
            new ClaimTaken(
                nonce, new IntentId(row.value1()), row.value1().equals(nonce.intent().value())));
  }
}
