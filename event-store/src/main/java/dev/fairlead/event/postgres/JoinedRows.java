package dev.fairlead.event.postgres;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** What all events up to some position say of the tables that are made of them. For one thread. */
final class JoinedRows {
  private record Holder(long high, long low) {}

  private final RowPrint print;
  private final Map<ClaimTable, RowPrint> claims = new HashMap<>();
  private final Map<RowPrint.Digest, Holder> nonces = new HashMap<>();
  private final Map<UUID, IndexedIntent> intents = new HashMap<>();
  private long silent;
  private long firstSilent;

  JoinedRows(RowPrint print) {
    this.print = print.sibling();
    for (ClaimTable table : ClaimTable.values()) {
      claims.put(table, print.sibling());
    }
  }

  /** Adds those of the stretch that comes next. */
  void add(ToldRows rows) {
    claims(ClaimTable.IDEMPOTENCY_KEY).add(rows.keys());
    rows.nonces().forEach(this::add);
    firstSilent = silent == 0 ? rows.firstSilent() : firstSilent;
    silent += rows.silent();
  }

  /** Adds what a stream's part in it makes of an intent. */
  void add(StreamPart part) {
    Optional<UUID> intent = part.intent();
    Optional<IndexedIntent> indexed = part.indexed();
    if (intent.isPresent() && indexed.isPresent()) {
      intents.merge(intent.get(), indexed.get(), IndexedIntent::then);
    }
  }

  /** An intent that gets its own nonce again, to replace a transaction, claims nothing new. */
  private void add(ClaimTable.Row row) {
    Holder holder = new Holder(row.intentHigh(), row.intentLow());
    Holder before = nonces.putIfAbsent(row.target(print), holder);
    if (!holder.equals(before)) {
      row.put(claims(ClaimTable.ACCOUNT_NONCE)).add();
    }
  }

  /** What the rows of a table of claims must be. */
  RowPrint claims(ClaimTable table) {
    return Objects.requireNonNull(claims.get(table));
  }

  /** What the index must say of each intent. */
  Map<UUID, IndexedIntent> intents() {
    return intents;
  }

  /** What can't be compared, since events do not tell of it. */
  Optional<String> silent() {
    return silent == 0
        ? Optional.empty()
        : Optional.of(
            ("events that do not say which claim they rest on: %d, the first at position %d;"
                    + " their idempotency keys were not compared")
                .formatted(silent, firstSilent));
  }
}
