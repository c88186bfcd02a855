package dev.fairlead.event.postgres;

import static dev.fairlead.event.postgres.DatabaseFailure.reading;
import static dev.fairlead.event.postgres.schema.Tables.CHECKPOINT;

import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.event.proof.MalformedProof;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** The checkpoints that were taken, on their way to the anchors. Safe for use by many threads. */
final class CheckpointTable {
  private static final HexFormat HEX = HexFormat.of();

  private final DSLContext database;

  CheckpointTable(DSLContext database) {
    this.database = database;
  }

  /** Keeps one; of a size that a node has one of already, the first stays. */
  void keep(String node, Checkpoint checkpoint) {
    reading(
        "keeping a checkpoint",
        () ->
            database
                .insertInto(CHECKPOINT)
                .set(CHECKPOINT.NODE, node)
                .set(CHECKPOINT.SIZE, checkpoint.size())
                .set(CHECKPOINT.LOG_ID, checkpoint.log())
                .set(CHECKPOINT.ROOT, HEX.parseHex(checkpoint.root()))
                .set(CHECKPOINT.HEAD, HEX.parseHex(checkpoint.head()))
                .set(
                    CHECKPOINT.TAKEN_AT,
                    OffsetDateTime.ofInstant(checkpoint.time(), ZoneOffset.UTC))
                .set(CHECKPOINT.PUBLIC_KEY, HEX.parseHex(checkpoint.publicKey()))
                .set(CHECKPOINT.SIGNATURE, HEX.parseHex(checkpoint.signature()))
                .onConflictDoNothing()
                .execute());
  }

  /** A node's last one. */
  Optional<Checkpoint> last(String node) {
    return reading(
        "reading checkpoints",
        () ->
            database
                .selectFrom(CHECKPOINT)
                .where(CHECKPOINT.NODE.eq(node))
                .orderBy(CHECKPOINT.SIZE.desc())
                .limit(1)
                .fetchOptional(CheckpointTable::checkpoint));
  }

  /** A node's next ones after a size, smallest first. */
  List<Checkpoint> after(String node, long size, int limit) {
    return reading(
        "reading checkpoints",
        () ->
            database
                .selectFrom(CHECKPOINT)
                .where(CHECKPOINT.NODE.eq(node))
                .and(CHECKPOINT.SIZE.gt(size))
                .orderBy(CHECKPOINT.SIZE)
                .limit(limit)
                .fetch(CheckpointTable::checkpoint));
  }

  /**
   * Removes what is no longer needed of a node's checkpoints of up to so many events: of those that
   * are older than 30 days the last of each hour stays.
   */
  long thinOut(String node, long upTo) {
    return reading(
        "thinning out checkpoints",
        () ->
            database
                .fetchSingle(
                    "SELECT fairlead.thin_out_checkpoints({0}, {1})", DSL.val(node), DSL.val(upTo))
                .into(long.class));
  }

  /** A row that is no checkpoint, since somebody put it there; 0 where it says no size. */
  record Malformed(long size, String why) {}

  /** All of all nodes; {@code malformed} gets what is none. */
  List<Checkpoint> all(List<Malformed> malformed) {
    List<Checkpoint> all = new ArrayList<>();
    for (Record row :
        reading("reading checkpoints", () -> database.selectFrom(CHECKPOINT).fetch())) {
      long size = Objects.requireNonNullElse(row.get(CHECKPOINT.SIZE), 0L);
      if (row.intoList().contains(null)) {
        malformed.add(new Malformed(size, "a column is null"));
        continue;
      }
      try {
        all.add(checkpoint(row));
      } catch (MalformedProof e) {
        malformed.add(new Malformed(size, Objects.requireNonNull(e.getMessage())));
      }
    }
    return all;
  }

  private static Checkpoint checkpoint(Record row) {
    return new Checkpoint(
        row.get(CHECKPOINT.LOG_ID),
        row.get(CHECKPOINT.SIZE),
        HEX.formatHex(row.get(CHECKPOINT.ROOT)),
        HEX.formatHex(row.get(CHECKPOINT.HEAD)),
        row.get(CHECKPOINT.TAKEN_AT).toInstant(),
        HEX.formatHex(row.get(CHECKPOINT.PUBLIC_KEY)),
        HEX.formatHex(row.get(CHECKPOINT.SIGNATURE)));
  }
}
