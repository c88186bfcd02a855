package dev.fairlead.event.postgres;

import dev.fairlead.event.IntentStage;
import dev.fairlead.event.codec.IntentBeginning;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What some events in a row make of an intent's row in the index.
 *
 * @param begun where its life begins; 0 when not among these
 * @param first the hash of what its beginning says; null when that is not known
 * @param stage where the last one that moved it brought it; null when none did
 * @param version the last one's, as are position and time
 */
record IndexedIntent(
    long begun,
    RowPrint.@Nullable Digest first,
    @Nullable IntentStage stage,
    long version,
    long position,
    long micros) {
  /** Its life goes on with another part. */
  IndexedIntent then(IndexedIntent later) {
    return new IndexedIntent(
        later.begun() == 0 ? begun : later.begun(),
        later.begun() == 0 ? first : later.first(),
        later.stage() == null ? stage : later.stage(),
        later.version(),
        later.position(),
        later.micros());
  }

  /** Whether its row can be told from these events: they have its beginning, and it was read. */
  boolean isWhole() {
    return begun > 0 && first != null && stage != null;
  }

  /** Its row, which can be told. */
  RowPrint putInto(RowPrint print) {
    IntentStage reached = Objects.requireNonNull(stage);
    return row(
        print,
        Objects.requireNonNull(first),
        reached.name().getBytes(StandardCharsets.UTF_8),
        reached.ended(),
        version,
        position,
        micros);
  }

  /** The same from a row's columns. */
  static RowPrint row(
      RowPrint print,
      RowPrint.Digest beginning,
      byte[] stage,
      boolean ended,
      long version,
      long position,
      long micros) {
    return print
        .put(beginning.high())
        .put(beginning.low())
        .put(stage)
        .put(ended ? 1 : 0)
        .put(version)
        .put(position)
        .put(micros);
  }

  /** The hash of what the beginning of an intent's life says. */
  static RowPrint.Digest beginning(IntentBeginning told, RawEvent event, RowPrint print) {
    return beginning(
        print,
        told.id().value(),
        told.strategy().value(),
        told.type().name().getBytes(StandardCharsets.UTF_8),
        told.chain().value(),
        told.sell().toArray(),
        told.buy().toArray(),
        CanonicalForm.micros(told.deadline().truncatedTo(ChronoUnit.MICROS)),
        event.position(),
        event.micros());
  }

  /** The same from a row's columns. */
  static RowPrint.Digest beginning(
      RowPrint print,
      UUID intent,
      UUID strategy,
      byte[] type,
      long chain,
      byte[] sell,
      byte[] buy,
      long deadline,
      long position,
      long micros) {
    return print
        .put(intent.getMostSignificantBits())
        .put(intent.getLeastSignificantBits())
        .put(strategy.getMostSignificantBits())
        .put(strategy.getLeastSignificantBits())
        .put(type)
        .put(chain)
        .put(sell)
        .put(buy)
        .put(deadline)
        .put(position)
        .put(micros)
        .digest();
  }
}
