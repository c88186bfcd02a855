package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.node.doctor.Diagnosis;
import dev.fairlead.node.doctor.Finding;
import dev.fairlead.node.doctor.Outcome;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class FindingLinesTest {
  private static final List<Finding> FINDINGS =
      List.of(
          new Finding("chain a", "endpoint b", "chain id", new Outcome.Proved("1")),
          new Finding("chain a", "endpoint b", "head", new Outcome.NotProved("it is \"old\"")),
          new Finding("database", "server", "clock", new Outcome.Wrong("9 s away", "set it")));

  @Test
  void showsEachSubjectOnceWithItsChecks() {
    FindingLines lines = new FindingLines();
    assertThat(FINDINGS.stream().map(lines::text).collect(Collectors.joining()))
        .isEqualTo(
            """
            chain a  endpoint b
              PROVED      chain id                      1
              NOT PROVED  head                          it is "old"
            database  server
              WRONG       clock                         9 s away
                                                        to do: set it
            """);
    assertThat(FindingLines.summary(new Diagnosis(FINDINGS)))
        .isEqualToNormalizingNewlines("1 proved, 1 not proved, 1 wrong\n");
  }

  @Test
  void writesOneObjectALine() {
    assertThat(FINDINGS.stream().map(FindingLines::json).collect(Collectors.joining()))
        .isEqualTo(
            """
            {"area":"chain a","subject":"endpoint b","check":"chain id","outcome":"PROVED","detail":"1"}
            {"area":"chain a","subject":"endpoint b","check":"head","outcome":"NOT_PROVED","detail":"it is \\"old\\""}
            {"area":"database","subject":"server","check":"clock","outcome":"WRONG","detail":"9 s away","remedy":"set it"}
            """);
  }

  @Test
  void judgesStrictlyOnlyWhenAsked() {
    assertThat(new Diagnosis(FINDINGS.subList(0, 1)).isSound(true)).isTrue();
    assertThat(new Diagnosis(FINDINGS.subList(0, 2)).isSound(true)).isFalse();
    assertThat(new Diagnosis(FINDINGS.subList(0, 2)).isSound(false)).isTrue();
    assertThat(new Diagnosis(FINDINGS).isSound(false)).isFalse();
  }
}
