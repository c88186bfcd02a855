package dev.fairlead.event.postgres;

import dev.fairlead.event.Claim;
import dev.fairlead.event.codec.IntentBeginning;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a stretch say of the tables that are made of them: the claims and the index of
 * intents, of which each part of a stream hears what concerns it. Only events that can tell of a
 * claim are read, and of those no more than is needed. For one thread.
 */
final class ToldRows {
  private final RowPrint print;
  private final RowPrint keys;
  private final long indexed;
  private long silent;
  private long firstSilent;

  /** {@code indexed}: up to where the index of intents has come. */
  ToldRows(RowPrint print, long indexed) {
    this.print = print.sibling();
    this.keys = print.sibling();
    this.indexed = indexed;
  }

  /** Adds an event, which belongs to this part of a stream. */
  void add(RawEvent event, StreamPart part) {
    if (part.intent().isEmpty()) {
      return;
    }
    Optional<IntentEventTypes.Type> type = IntentEventTypes.named(event.type());
    if (type.isEmpty()) {
      return;
    }
    if (type.get().begins()) {
      begins(event, type.get(), part);
      return;
    }
    if (type.get().tells()) {
      claim(
          event.position(),
          ToldClaims.of(text(event.id()), text(event.type()), event.payload()),
          part);
    }
    index(event, type.get(), null, part);
  }

  private void begins(RawEvent event, IntentEventTypes.Type type, StreamPart part) {
    Optional<IntentBeginning> beginning = ToldClaims.beginning(text(event.type()), event.payload());
    claim(event.position(), beginning.flatMap(ToldClaims::of), part);
    index(
        event,
        type,
        beginning.map(told -> IndexedIntent.beginning(told, event, print)).orElse(null),
        part);
  }

  private static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  private void claim(long position, Optional<Claim> claim, StreamPart part) {
    if (claim.isEmpty()) {
      firstSilent = silent == 0 ? position : firstSilent;
      silent++;
    } else {
      ClaimTable.Row row = ClaimTable.row(claim.get(), position);
      switch (ClaimTable.of(claim.get())) {
        case IDEMPOTENCY_KEY -> row.put(keys).add();
        case ACCOUNT_NONCE -> part.gets(row);
      }
    }
  }

  private void index(
      RawEvent event,
      IntentEventTypes.Type type,
      RowPrint.@Nullable Digest beginning,
      StreamPart part) {
    if (event.position() <= indexed) {
      part.index(
          new IndexedIntent(
              type.begins() ? event.position() : 0,
              beginning,
              type.stage(),
              event.version(),
              event.position(),
              event.micros()));
    }
  }

  /** What the keys of requests must be. */
  RowPrint keys() {
    return keys;
  }

  /** How many events rest on a claim of which they don't tell. */
  long silent() {
    return silent;
  }

  long firstSilent() {
    return firstSilent;
  }
}
