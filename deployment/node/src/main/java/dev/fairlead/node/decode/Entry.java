package dev.fairlead.node.decode;

import dev.fairlead.chain.readable.Field;
import dev.fairlead.chain.readable.Step;
import dev.fairlead.model.Address;
import java.util.List;

/**
 * One block, transaction, log, call or revert as it is printed.
 *
 * @param calls all that its call can be
 * @param reverts why it failed
 */
record Entry(
    String kind,
    String title,
    List<Field> fields,
    List<Step> calls,
    List<Step> reverts,
    List<LogEntry> logs) {
  /** A log, with what it says. */
  record LogEntry(int index, Address address, Step event) {}
}
