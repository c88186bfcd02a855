package dev.fairlead.event.postgres;

import java.util.Set;

/**
 * What a run of the verifier goes by.
 *
 * @param vouched what the anchors and the database say of the log
 * @param covered how many events the stored tree is over
 * @param head where the log ended, read after all of these but the keys
 * @param keys those that count
 * @param print an empty one under this run's secret
 * @param indexed up to where the index of intents had come; 0 when it is not compared
 * @param level a stretch is a subtree of this level
 * @param checks what is looked at
 */
record VerifyScope(
    Vouched vouched,
    long covered,
    Head head,
    KeyRing keys,
    RowPrint print,
    long indexed,
    int level,
    Set<LogCheck> checks) {
  boolean has(LogCheck check) {
    return checks.contains(check);
  }

  /** How many events a stretch has. */
  long stretch() {
    return 1L << level;
  }
}
