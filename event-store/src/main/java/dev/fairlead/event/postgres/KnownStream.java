package dev.fairlead.event.postgres;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stream as it is known up to some position. For one thread. */
final class KnownStream {
  private final RowPrint.Digest factor;
  private final Set<RowPrint.Digest> nonces = new HashSet<>(0);
  private long version;
  private @Nullable IndexedIntent indexed;

  /** A stream that begins at a position, which is its number. */
  KnownStream(long number, RowPrint print) {
    this.factor = LookupTables.factor(print, number);
  }

  /** Its life goes on with this part. */
  void goesOn(StreamPart part) {
    version = part.last();
    IndexedIntent later = part.indexed();
    if (later != null) {
      indexed = indexed == null ? later : indexed.then(later);
    }
  }

  /** Notes a nonce that its intent got; whether it did not have it yet. */
  boolean gets(RowPrint.Digest nonce) {
    return nonces.add(nonce);
  }

  /** What the keys of its events count times in the sum of all. */
  RowPrint.Digest factor() {
    return factor;
  }

  /** Its last version; 0 when nothing is known to be in it. */
  long version() {
    return version;
  }

  /** What it makes of the intent's row in the index; null where the index has none of it yet. */
  @Nullable IndexedIntent indexed() {
    return indexed;
  }
}
