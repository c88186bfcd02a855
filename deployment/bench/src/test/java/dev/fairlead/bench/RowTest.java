package dev.fairlead.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RowTest {
  @Test
  void holdsAValueBelowItsTargetAndNotAtIt() {
    assertThat(Row.held("a", 1.49, "ms", Target.below(1.5)).held()).isTrue();
    assertThat(Row.held("a", 1.5, "ms", Target.below(1.5)).held()).isFalse();
  }

  @Test
  void holdsAValueAtItsLowerTarget() {
    assertThat(Row.held("a", 72_000, "1/s", Target.atLeast(72_000)).held()).isTrue();
    assertThat(Row.held("a", 71_999, "1/s", Target.atLeast(72_000)).held()).isFalse();
  }

  @Test
  void judgesTheRatioWhenTheTargetIsOne() {
    assertThat(new Row("a", 40, "ns", 100.0, Target.ratioBelow(0.5)).held()).isTrue();
    assertThat(new Row("a", 60, "ns", 100.0, Target.ratioBelow(0.5)).held()).isFalse();
    assertThat(new Row("a", 300, "1/s", 100.0, Target.ratioAtLeast(3)).held()).isTrue();
  }

  @Test
  void asksNothingOfARowThatIsOnlyShown() {
    assertThat(Row.shown("a", 1, "ms").held()).isTrue();
  }

  @Test
  void refusesFiguresThatWereNotMeasured() {
    assertThatIllegalArgumentException().isThrownBy(() -> Row.shown("a", Double.NaN, "ms"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Row("a", 1, "ms", 0.0, Target.below(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Row("a", 1, "ms", null, Target.ratioBelow(1)));
  }

  @Test
  void writesExactlyTheSevenKeysOfARow() {
    assertThat(RowJson.line(new Row("a \"b\"", 0.123456789, "ms", 0.25, Target.below(1.5))))
        .isEqualTo(
            "{\"name\":\"a \\\"b\\\"\",\"value\":0.123457,\"unit\":\"ms\",\"against\":0.25,"
                + "\"ratio\":0.493827,\"target\":\"< 1.5\",\"held\":true}");
    assertThat(RowJson.line(Row.shown("count", 300, "intents")))
        .isEqualTo(
            "{\"name\":\"count\",\"value\":300,\"unit\":\"intents\",\"against\":null,"
                + "\"ratio\":null,\"target\":null,\"held\":true}");
  }

  @Test
  void printsATableThatMarksWhatDoesNotHold() {
    assertThat(
            Table.lines(
                List.of(
                    new Row("slow", 2.5, "ms", 1.0, Target.below(1.5)),
                    Row.shown("many", 123_456, "events"))))
        .containsExactly(
            "figure    ours  unit    against  ratio  target  held",
            "slow       2.5  ms            1    2.5  < 1.5   NO",
            "many    123456  events");
  }
}
