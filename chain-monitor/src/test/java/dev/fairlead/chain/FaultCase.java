package dev.fairlead.chain;

import dev.fairlead.chain.ChainProfile.Finality;

/**
 * One way to be let down, and what the node does then.
 *
 * @param failures the numbers of the known failures that it stands for
 * @param fault the row of the table that it belongs to
 * @param variant which of the row's cases it is; empty if it is the only one
 * @param over what the fault is committed on
 * @param because words of the reason that the node gives
 * @param onEveryClient whether it is tried on the second client too
 * @param commit commits the fault, at the proxy of {@code over}
 */
record FaultCase(
    String failures,
    String fault,
    String variant,
    Over over,
    Did did,
    String because,
    Finality finality,
    boolean onEveryClient,
    Commit commit) {
  /** Commits a fault in a world. */
  interface Commit {
    void in(FaultWorld world) throws InterruptedException;
  }

  /** What a fault is committed on. */
  enum Over {
    HTTP("HTTP"),
    SOCKET("WebSocket");

    private final String words;

    Over(String words) {
      this.words = words;
    }
  }

  /** What the node does while the fault lasts. */
  enum Did {
    FOLLOWED("followed every block all the same"),
    HEALED("asked again, and went on by itself when the answer was proven"),
    ASKED_AGAIN("handed nothing on and asked again until an answer was proven"),
    WAITED("stayed where it was, retracted nothing, and asked again"),
    UNFINAL("followed every block, and called none of them final"),
    ALARMED("followed every block, kept what was final, raised an alarm"),
    REORGED("followed it as a reorg within finality, and came back by another"),
    HALTED("halted the chain; its sends were refused; a restart resumed from the known blocks");

    private final String words;

    Did(String words) {
      this.words = words;
    }
  }

  static FaultCase of(String failures, String fault, Over over, Did did, Commit commit) {
    return new FaultCase(
        failures, fault, "", over, did, "", new Finality.Confirmations(200), false, commit);
  }

  FaultCase variant(String variant) {
    return new FaultCase(
        failures, fault, variant, over, did, because, finality, onEveryClient, commit);
  }

  FaultCase because(String because) {
    return new FaultCase(
        failures, fault, variant, over, did, because, finality, onEveryClient, commit);
  }

  FaultCase with(Finality finality) {
    return new FaultCase(
        failures, fault, variant, over, did, because, finality, onEveryClient, commit);
  }

  FaultCase everywhere() {
    return new FaultCase(failures, fault, variant, over, did, because, finality, true, commit);
  }

  String row() {
    return "| " + failures + " | " + fault + " | " + over.words + " | " + did.words + " |";
  }

  @Override
  public String toString() {
    return "failures "
        + failures
        + ": "
        + fault
        + (variant.isEmpty() ? "" : ", " + variant)
        + " over "
        + over.words
        + ": "
        + did.words;
  }
}
