package dev.fairlead.node.doctor;

import java.util.List;
import java.util.stream.Stream;

/** Findings in one line each, by what became of them. */
final class Told {
  private Told() {}

  static List<String> wrong(Diagnosis diagnosis) {
    return diagnosis.findings().stream()
        .flatMap(finding ->
            finding.outcome() instanceof Outcome.Wrong(String what, String remedy)
                ? Stream.of(
                    "%s: %s: %s; %s".formatted(finding.subject(), finding.check(), what, remedy))
                : Stream.empty())
        .toList();
  }

  static List<String> notProved(Diagnosis diagnosis) {
    return diagnosis.findings().stream()
        .flatMap(finding ->
            finding.outcome() instanceof Outcome.NotProved(String why)
                ? Stream.of("%s: %s: %s".formatted(finding.subject(), finding.check(), why))
                : Stream.empty())
        .toList();
  }

  static List<String> proved(Diagnosis diagnosis) {
    return diagnosis.findings().stream()
        .filter(finding -> finding.outcome() instanceof Outcome.Proved)
        .map(finding -> finding.subject() + ": " + finding.check())
        .toList();
  }
}
