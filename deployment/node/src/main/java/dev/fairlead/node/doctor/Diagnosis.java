package dev.fairlead.node.doctor;

import java.util.List;

/** All findings about one configuration. */
public record Diagnosis(List<Finding> findings) {
  public Diagnosis {
    findings = List.copyOf(findings);
  }

  /** How many checks ended so. */
  public long count(Class<? extends Outcome> outcome) {
    return findings.stream().filter(finding -> outcome.isInstance(finding.outcome())).count();
  }

  /** Whether nothing is wrong, and in {@code strict} judgement everything is proved. */
  public boolean isSound(boolean strict) {
    return count(Outcome.Wrong.class) == 0 && (!strict || count(Outcome.NotProved.class) == 0);
  }
}
