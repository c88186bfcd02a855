package dev.fairlead.node.cli;

import dev.fairlead.api.v1.Verdict;

/** What a check of the log found, and how far that carries, for people. */
final class VerdictText {
  private VerdictText() {}

  /** Of a sound log. */
  static String sound(Verdict verdict) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            "the log is sound: %d events, each in the hash chain and under one of %d signatures by %s;"
                + " %d checkpoints agree, %d of them from outside of the database%s; head %s",
            verdict.getEvents(),
            verdict.getSignatures(),
            String.join(", ", verdict.getKeysList()),
            verdict.getCheckpoints(),
            verdict.getOutsideCheckpoints(),
            verdict.getUnreadAnchorsCount() == 0
                ? ""
                : ", but these could not be read: "
                    + String.join(", ", verdict.getUnreadAnchorsList()),
            verdict.getHeadHash()));
    verdict.getUncheckedList().forEach(what -> text.append("\nNOT CHECKED: ").append(what));
    if (verdict.getOutsideCheckpoints() == 0) {
      text.append(
          "\nWARNING: compared with no checkpoint from outside of the database: a log that was"
              + " rewritten with a stolen key would not be noticed. Configure an anchor.");
    } else if (verdict.getOutsideUpTo() < verdict.getEvents()) {
      text.append(
          String.format(
              "\nNote: checkpoints from outside end at position %d; what follows, a stolen key could"
                  + " have rewritten.",
              verdict.getOutsideUpTo()));
    }
    return text.toString();
  }
}
