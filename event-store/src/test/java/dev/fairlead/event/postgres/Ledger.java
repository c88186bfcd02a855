package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.LogFixture.append;
import static dev.fairlead.event.postgres.LogFixture.stream;

import com.zaxxer.hikari.HikariDataSource;
import dev.fairlead.event.Append;
import dev.fairlead.event.AppendResult.Appended;
import dev.fairlead.event.CheckpointAnchor;
import dev.fairlead.event.Claim;
import dev.fairlead.event.EventId;
import dev.fairlead.event.EventStore;
import dev.fairlead.event.EventStoreObserver;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.codec.Samples;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Event;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Origin;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A log of 18 events with two intents' lives, which hold keys and nonces, on a clock that moves;
 * the node that wrote it has stopped. In stretches of four it has five of them.
 *
 * <pre>
 *  1 key   2 a   3 b   4 a | 5-7 a a a   8 X accepted | 9-10 X planned, assigned   11 Y accepted
 * 12 Y assigned | 13 X expired  14 b  15 c  16 b | 17 d  18 a
 * </pre>
 *
 * Checkpoints of 7 and of 18 events.
 */
final class Ledger {
  static final int END = 18;
  static final IntentId X = new IntentId(UUID.fromString("11111111-1111-4111-8111-111111111111"));
  static final IntentId Y = new IntentId(UUID.fromString("22222222-2222-4222-8222-222222222222"));

  /** A stream is forgotten as soon as something happens to another. */
  private static final int ROOM = 1;

  private static final long SEED = 20_261_120L;
  private static final Bytes32 REQUEST = Bytes32.of(new byte[32]);

  private Ledger() {}

  static void write(LogFixture fixture, CheckpointAnchor... anchors) {
    AtomicLong seconds = new AtomicLong();
    Instant begin = Instant.parse("2026-11-20T12:00:00Z");
    InstantSource clock = () -> begin.plusSeconds(seconds.incrementAndGet());
    try (EventStore store =
        EvidenceFixture.open(
            fixture,
            EvidenceFixture.anchored(anchors),
            LogFixture.SIGNER,
            clock,
            EventStoreObserver.silent())) {
      append(store.log(), stream("a"), 0, "a1");
      append(store.log(), stream("b"), 0, "b1");
      append(store.log(), stream("a"), 1, "a2");
      append(store.log(), stream("a"), 2, "a3", "a4", "a5");
      store.evidence().checkpoint();
      live(store);
      append(store.log(), stream("b"), 1, "b2");
      append(store.log(), stream("c"), 0, "c1");
      append(store.log(), stream("b"), 2, "b3");
      append(store.log(), stream("d"), 0, "d1");
      LogPosition last = append(store.log(), stream("a"), 5, "a6").last();
      store.intents().catchUp(last, Duration.ofSeconds(30));
      store.evidence().checkpoint();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void live(EventStore store) {
    accept(store, X);
    assign(store, X, 1, planned(X), assigned(X, 7, TransactionRole.TRADE));
    accept(store, Y);
    assign(store, Y, 1, assigned(Y, 8, TransactionRole.TRADE));
    write(store, Append.to(StreamId.intent(X), 3, named(new IntentEvent.Expired(X, Wei.of(1)))));
  }

  /** Accepts an intent under a key of its own. */
  static void accept(EventStore store, IntentId id) {
    write(
        store,
        Append.to(StreamId.intent(id), 0, named(accepted(id, origin(id))))
            .claiming(new Claim.IdempotencyKey("desk", id.toString(), REQUEST, id)));
  }

  static Origin origin(IntentId id) {
    return new Origin("desk", id.toString(), REQUEST);
  }

  static IntentEvent.Accepted accepted(IntentId id, @Nullable Origin origin) {
    IntentEvent.Accepted sample = sample(id, IntentEvent.Accepted.class);
    return new IntentEvent.Accepted(id, sample.intent(), sample.checks(), origin);
  }

  static IntentEvent.Planned planned(IntentId id) {
    return sample(id, IntentEvent.Planned.class);
  }

  /** A transaction of the one account that all intents here share. */
  static IntentEvent.Assigned assigned(IntentId id, long nonce, TransactionRole role) {
    UnsignedTransaction drawn = sample(X, IntentEvent.Assigned.class).transaction();
    return new IntentEvent.Assigned(
        id,
        role,
        new UnsignedTransaction(
            drawn.chain(),
            drawn.from(),
            new Nonce(nonce),
            drawn.maxPriorityFee(),
            drawn.maxFee(),
            drawn.gasLimit(),
            drawn.to(),
            drawn.value(),
            drawn.data()));
  }

  private static void assign(EventStore store, IntentId id, long version, Event... events) {
    NewEvent[] named = new NewEvent[events.length];
    for (int i = 0; i < events.length; i++) {
      named[i] = named(events[i]);
    }
    IntentEvent.Assigned assigned = (IntentEvent.Assigned) events[events.length - 1];
    write(store, Append.to(StreamId.intent(id), version, named).claiming(nonce(assigned)));
  }

  /** The claim that an assignment rests on. */
  static Claim nonce(IntentEvent.Assigned assigned) {
    return new Claim.AccountNonce(
        assigned.transaction().chain(),
        assigned.transaction().from(),
        assigned.transaction().nonce(),
        assigned.id());
  }

  static NewEvent named(Event event) {
    return new NewEvent(EventId.next(), event);
  }

  static LogPosition write(EventStore store, Append append) {
    return ((Appended) store.log().append(append)).last();
  }

  private static <E extends IntentEvent> E sample(IntentId id, Class<E> type) {
    return new Samples(SEED)
        .everyType(id).stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  /** What the verifier says that looks at some things, in stretches of a level. */
  static Verdict verify(
      LogFixture fixture, int level, Set<LogCheck> checks, CheckpointAnchor... anchors) {
    ConnectionSettings reading = ConnectionSettings.reader(fixture.database());
    try (HikariDataSource source = new HikariDataSource()) {
      source.setJdbcUrl(reading.url());
      source.setDataSourceProperties(reading.properties());
      source.setMaximumPoolSize(4);
      return new PostgresLogVerifier(
              reading,
              DSL.using(source, SQLDialect.POSTGRES),
              EvidenceFixture.anchored(anchors),
              level,
              ROOM,
              checks)
          .verify((_, _) -> {});
    }
  }
}
