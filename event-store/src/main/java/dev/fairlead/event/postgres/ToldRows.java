package dev.fairlead.event.postgres;

import dev.fairlead.event.Claim;
import dev.fairlead.event.StreamId;
import dev.fairlead.event.UnreadableEvent;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Event;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a stretch say of the tables that are made of them: the claims and the index of
 * intents. Only events that can tell of a claim are decoded. For one thread.
 */
final class ToldRows {
  private static final byte[] INTENT = "intent".getBytes(StandardCharsets.UTF_8);

  private final RowPrint print;
  private final RowPrint keys;
  private final long indexed;
  private final List<ClaimTable.Row> nonces = new ArrayList<>();
  private final Map<UUID, IndexedIntent> intents = new HashMap<>();
  private long silent;
  private long firstSilent;

  /** {@code indexed}: up to where the index of intents has come. */
  ToldRows(RowPrint print, long indexed) {
    this.print = print.sibling();
    this.keys = print.sibling();
    this.indexed = indexed;
  }

  void add(RawEvent event) {
    if (!Arrays.equals(event.kind(), INTENT)) {
      return;
    }
    Optional<UUID> intent = intent(event.id());
    Optional<IntentEventTypes.Type> type = IntentEventTypes.named(event.type());
    if (intent.isEmpty() || type.isEmpty()) {
      return;
    }
    Optional<Event> decoded = type.get().tells() ? decoded(event) : Optional.empty();
    if (type.get().tells()) {
      claim(event.position(), decoded);
    }
    if (event.position() <= indexed) {
      index(intent.get(), type.get(), event, decoded);
    }
  }

  private static Optional<UUID> intent(byte[] id) {
    try {
      return Optional.of(UUID.fromString(new String(id, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<Event> decoded(RawEvent event) {
    return decoded(
        new String(event.id(), StandardCharsets.UTF_8),
        new String(event.type(), StandardCharsets.UTF_8),
        event.payload());
  }

  /** An event of an intent; nothing when this version can't read it. */
  static Optional<Event> decoded(String intent, String type, byte[] payload) {
    try {
      return Optional.of(
          EventCodec.decode(new StreamId("intent", intent), type, Bytes.wrap(payload)));
    } catch (UnreadableEvent | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The claim that an event tells of; none when it tells of one that nobody could take. */
  static Optional<Claim> told(Event event) {
    try {
      return ToldClaims.of(event);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void claim(long position, Optional<Event> event) {
    Optional<Claim> claim = event.flatMap(ToldRows::told);
    if (claim.isEmpty()) {
      firstSilent = silent == 0 ? position : firstSilent;
      silent++;
    } else {
      ClaimTable.Row row = ClaimTable.row(claim.get(), position);
      switch (ClaimTable.of(claim.get())) {
        case IDEMPOTENCY_KEY -> row.put(keys).add();
        case ACCOUNT_NONCE -> nonces.add(row);
      }
    }
  }

  private void index(UUID id, IntentEventTypes.Type type, RawEvent event, Optional<Event> decoded) {
    IndexedIntent now =
        new IndexedIntent(
            type.begins() ? event.position() : 0,
            type.begins() ? beginning(event, decoded) : null,
            type.stage(),
            event.version(),
            event.position(),
            event.micros());
    intents.merge(id, now, IndexedIntent::then);
  }

  private RowPrint.@Nullable Digest beginning(RawEvent event, Optional<Event> decoded) {
    return decoded
        .flatMap(ToldRows::asked)
        .map(intent -> IndexedIntent.beginning(intent, event, print))
        .orElse(null);
  }

  private static Optional<Intent> asked(Event event) {
    return switch (event) {
      case IntentEvent.Accepted accepted -> Optional.of(accepted.intent());
      case IntentEvent.Refused refused -> Optional.of(refused.intent());
      default -> Optional.empty();
    };
  }

  /** What the keys of requests must be. */
  RowPrint keys() {
    return keys;
  }

  /** The nonces that were given, in order, some of them more than once. */
  List<ClaimTable.Row> nonces() {
    return nonces;
  }

  /** What the index must say of each intent that something happened to. */
  Map<UUID, IndexedIntent> intents() {
    return intents;
  }

  /** How many events rest on a claim of which they don't tell. */
  long silent() {
    return silent;
  }

  long firstSilent() {
    return firstSilent;
  }
}
