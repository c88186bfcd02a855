package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.schema.Tables.SNAPSHOT_SEAL;

import dev.fairlead.event.EventStoreException;
import dev.fairlead.event.EventStoreException.Kind;
import dev.fairlead.event.Snapshot.Link;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.LogPosition;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.EventVerifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record2;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Which nodes vouch for snapshots of the whole log: each for those that it made of a chain of
 * events that it checked, so that rows which somebody wrote into the table count for nothing. A
 * seal here is worth as much as one of the log: without trusted keys every key counts that the log
 * introduces. Safe for use by many threads.
 */
final class SnapshotSeals {
  /** So long a key that was revoked, or introduced, may go unnoticed. */
  private static final long RING_NANOS = TimeUnit.SECONDS.toNanos(5);

  private static final int PAGE = 1000;

  private final dev.fairlead.event.postgres.schema.tables.SnapshotSeal rows;
  private final UUID logId;
  private final EventSigner signer;
  private final LogReader log;
  private final Set<String> trusted;
  private volatile Ring ring;

  private record Ring(KeyRing keys, long readAt) {}

  /** Of the live snapshots. */
  SnapshotSeals(UUID logId, EventSigner signer, LogReader log, Set<String> trusted) {
    this(SNAPSHOT_SEAL, logId, signer, log, trusted);
  }

  private SnapshotSeals(
      dev.fairlead.event.postgres.schema.tables.SnapshotSeal rows,
      UUID logId,
      EventSigner signer,
      LogReader log,
      Set<String> trusted) {
    this.rows = rows;
    this.logId = logId;
    this.signer = signer;
    this.log = log;
    this.trusted = Set.copyOf(trusted);
    this.ring = new Ring(KeyRing.of(List.of(), trusted), System.nanoTime() - RING_NANOS);
  }

  /** Those of the snapshots beside. */
  SnapshotSeals beside() {
    return new SnapshotSeals(
        SNAPSHOT_SEAL.rename(Projection.beside(SNAPSHOT_SEAL.getName())),
        logId,
        signer,
        log,
        trusted);
  }

  Table<?> table() {
    return rows;
  }

  /** What the log's first event follows. */
  Bytes32 genesis() {
    return Bytes32.wrap(new CanonicalForm().genesis(logId));
  }

  /**
   * Vouches for a snapshot that was made just now.
   *
   * @throws EventStoreException {@code FATAL} when this node's key does not count any more
   */
  void seal(Link snapshot, DSLContext transaction) {
    KeyRing keys = ringWith(signer.key());
    if (keys.at(signer.key(), Long.MAX_VALUE).isEmpty()) {
      throw new EventStoreException(
          Kind.FATAL,
          "this node can't vouch for snapshots by its "
              + keys.trouble(signer.key(), Long.MAX_VALUE));
    }
    seal(snapshot, signer, transaction);
  }

  private void seal(Link snapshot, EventSigner by, DSLContext transaction) {
    byte[] signature = by.sign(SnapshotForm.seal(logId, snapshot)).toArray();
    transaction
        .insertInto(rows)
        .set(rows.POSITION, snapshot.position().value())
        .set(rows.DIGEST, snapshot.digest().toArray())
        .set(rows.KEY, by.key())
        .set(rows.SIGNATURE, signature)
        .onConflict(rows.POSITION, rows.DIGEST)
        .doUpdate()
        .set(rows.KEY, by.key())
        .set(rows.SIGNATURE, signature)
        .execute();
  }

  /** Why nobody vouches for a snapshot; none when a node does whose key counts now. */
  Optional<String> trouble(Link snapshot, DSLContext database) {
    Optional<Record2<String, byte[]>> seal =
        database
            .select(rows.KEY, rows.SIGNATURE)
            .from(rows)
            .where(rows.POSITION.eq(snapshot.position().value()))
            .and(rows.DIGEST.eq(snapshot.digest().toArray()))
            .fetchOptional();
    if (seal.isEmpty()) {
      return Optional.of("no node vouches for what it says");
    }
    String key = seal.get().value1();
    KeyRing keys = ringWith(key);
    Optional<EventVerifier> verifier = keys.at(key, Long.MAX_VALUE);
    if (verifier.isEmpty()) {
      return Optional.of("who vouches for it is " + keys.trouble(key, Long.MAX_VALUE));
    }
    return isGood(new Sealed(snapshot, Bytes.wrap(seal.get().value2())), verifier.get())
        ? Optional.empty()
        : Optional.of("the signature of key " + key + " is not over it");
  }

  /** That a snapshot at this position has a seal by a key that counts now. */
  Condition mayStandAt(Field<Long> position) {
    return position.in(DSL.select(rows.POSITION).from(rows).where(rows.KEY.in(ring().counting())));
  }

  /** Has another key vouch for all that this node's did, before that one counts no more. */
  void handOver(EventSigner next, DSLContext database) {
    EventVerifier own = EventVerifier.of(signer.publicKey());
    List<Sealed> page = sealed(Link.NONE, database);
    while (!page.isEmpty()) {
      List<Sealed> good = page.stream().filter(each -> isGood(each, own)).toList();
      database.transaction(
          configuration -> good.forEach(each -> seal(each.snapshot(), next, configuration.dsl())));
      page = sealed(page.getLast().snapshot(), database);
    }
  }

  private record Sealed(Link snapshot, Bytes signature) {}

  private boolean isGood(Sealed sealed, EventVerifier by) {
    return by.verifies(SnapshotForm.seal(logId, sealed.snapshot()), sealed.signature());
  }

  /** By this node's key, behind this one. */
  private List<Sealed> sealed(Link after, DSLContext database) {
    return database
        .select(rows.POSITION, rows.DIGEST, rows.SIGNATURE)
        .from(rows)
        .where(rows.KEY.eq(signer.key()))
        .and(
            DSL.row(rows.POSITION, rows.DIGEST)
                .gt(after.position().value(), after.digest().toArray()))
        .orderBy(rows.POSITION, rows.DIGEST)
        .limit(PAGE)
        .fetch(row ->
            new Sealed(
                new Link(new LogPosition(row.value1()), Bytes32.of(row.value2())),
                Bytes.wrap(row.value3())));
  }

  private KeyRing ring() {
    Ring known = ring;
    return System.nanoTime() - known.readAt() < RING_NANOS ? known.keys() : readRing();
  }

  /** Read again for a key that was not among them. */
  private KeyRing ringWith(String key) {
    KeyRing known = ring();
    return known.knows(key) ? known : readRing();
  }

  private KeyRing readRing() {
    KeyRing keys = KeyRing.read(log, Long.MAX_VALUE, trusted);
    ring = new Ring(keys, System.nanoTime());
    return keys;
  }
}
