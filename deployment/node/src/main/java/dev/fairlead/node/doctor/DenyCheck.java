package dev.fairlead.node.doctor;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.node.DenyLists;
import java.util.List;

/** Entries of deny lists, which deny nothing where they name what is not there. */
final class DenyCheck {
  private static final String CHECK = "denied";

  private final Sheet sheet;

  DenyCheck(Sheet sheet) {
    this.sheet = sheet;
  }

  /** What the configuration alone tells. */
  void examine(DenyLists lists) {
    lists
        .unconfigured()
        .forEach(unknown -> sheet.about(unknown.key()).notProved(CHECK, unknown.why()));
  }

  /** Pools that are contracts; what else names a pool only a node with the market knows. */
  void examine(State state, List<DenyLists.Pool> pools) {
    for (DenyLists.Pool pool : pools) {
      Sheet own = sheet.about(pool.key());
      Bytes key = pool.id().key();
      own.attempt(
          CHECK,
          () -> {
            if (key.length() != Address.LENGTH) {
              own.notProved(CHECK, pool.id() + ": only a node's start tells whether there is one");
            } else if (state.code(key.addressAt(0)).length() == 0) {
              own.notProved(CHECK, pool.id() + ": nothing stands there");
            } else {
              own.proved(CHECK, pool.id().toString());
            }
          });
    }
  }
}
