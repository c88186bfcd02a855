package dev.fairlead.event.postgres;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What all events up to some position say of the tables that are made of them. For one thread. */
final class JoinedRows {
  private final Map<ClaimTable, RowPrint> claims = new EnumMap<>(ClaimTable.class);
  private final RowPrint intents;
  private long untold;
  private long silent;
  private long firstSilent;

  JoinedRows(RowPrint print) {
    this.intents = print.sibling();
    for (ClaimTable table : ClaimTable.values()) {
      claims.put(table, print.sibling());
    }
  }

  /** Adds those of the stretch that comes next. */
  void add(ToldRows rows) {
    claims(ClaimTable.IDEMPOTENCY_KEY).add(rows.keys());
    firstSilent = silent == 0 ? rows.firstSilent() : firstSilent;
    silent += rows.silent();
  }

  /** Adds a nonce that its intent did not have. */
  void claim(ClaimTable.Row nonce) {
    nonce.put(claims(ClaimTable.ACCOUNT_NONCE)).add();
  }

  /** Adds the intent's row in the index, if the stream is an intent's: nothing more is known. */
  void leave(KnownStream stream) {
    IndexedIntent intent = stream.indexed();
    if (intent != null && intent.isWhole()) {
      intent.putInto(intents).add();
    } else if (intent != null && intent.begun() > 0) {
      untold++;
    }
  }

  /** Takes the row out again, since the stream goes on after all. */
  void comeBack(KnownStream stream) {
    IndexedIntent intent = stream.indexed();
    if (intent != null && intent.isWhole()) {
      intent.putInto(intents).remove();
    } else if (intent != null && intent.begun() > 0) {
      untold--;
    }
  }

  /** What the rows of a table of claims must be. */
  RowPrint claims(ClaimTable table) {
    return Objects.requireNonNull(claims.get(table));
  }

  /** Whether these are the rows of the index; not if a row can't be told from its events. */
  boolean indexIs(RowPrint kept) {
    return untold == 0 && intents.agreesWith(kept);
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
