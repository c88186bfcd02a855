package dev.fairlead.event.postgres;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A stream's part in a stretch of the log. For one thread at a time. */
final class StreamPart {
  private static final byte[] INTENT = "intent".getBytes(StandardCharsets.UTF_8);

  private final StreamName name;
  private final Optional<UUID> intent;
  private final long first;
  private final long firstPosition;
  private final RowSum keys = new RowSum();
  private final List<ClaimTable.Row> nonces = new ArrayList<>(0);
  private long last;
  private @Nullable IndexedIntent indexed;

  /** A part that begins with an event. */
  StreamPart(StreamName name, long first, long firstPosition) {
    this.name = name;
    this.intent = Arrays.equals(name.kind(), INTENT) ? uuid(name.id()) : Optional.empty();
    this.first = first;
    this.firstPosition = firstPosition;
    this.last = first;
  }

  private static Optional<UUID> uuid(byte[] id) {
    try {
      return Optional.of(UUID.fromString(new String(id, StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Its last event so far has this version. */
  void goesTo(long version) {
    last = version;
  }

  /** What another event makes of the intent's row in the index. */
  void index(IndexedIntent then) {
    indexed = indexed == null ? then : indexed.then(then);
  }

  /** Its intent got a nonce, which it may have already. */
  void gets(ClaimTable.Row nonce) {
    nonces.add(nonce);
  }

  StreamName name() {
    return name;
  }

  /** The intent whose life it is, if it is one's. */
  Optional<UUID> intent() {
    return intent;
  }

  long first() {
    return first;
  }

  long firstPosition() {
    return firstPosition;
  }

  long last() {
    return last;
  }

  /** What the keys of its events come to. */
  RowSum keys() {
    return keys;
  }

  /** The nonces that its intent got, in order, some of them more than once. */
  List<ClaimTable.Row> nonces() {
    return nonces;
  }

  /** What all of it makes of the intent's row; null where the index has none of it yet. */
  @Nullable IndexedIntent indexed() {
    return indexed;
  }
}
