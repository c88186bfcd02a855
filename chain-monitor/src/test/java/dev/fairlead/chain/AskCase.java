package dev.fairlead.chain;

/**
 * One way to be let down by the answer to a send or a read.
 *
 * @param failures the numbers of the known failures that it stands for
 * @param fault the row of the table that it belongs to
 * @param variant which of the row's cases it is; empty if it is the only one
 * @param did what the node does
 */
record AskCase(String failures, String fault, String variant, String did, Check check) {
  /** Commits the fault, and sees what the node does. */
  interface Check {
    void of(FaultWorld world) throws Exception;
  }

  String row() {
    return "| " + failures + " | " + fault + " | HTTP | " + did + " |";
  }

  @Override
  public String toString() {
    return "failures "
        + failures
        + ": "
        + fault
        + (variant.isEmpty() ? "" : ", " + variant)
        + ": "
        + did;
  }
}
