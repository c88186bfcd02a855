package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.util.Timestamps;
import dev.fairlead.api.v1.BlockMoment;
import dev.fairlead.api.v1.Moment;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class MomentTextTest {
  private static final String HASH = "0x" + "aB".repeat(32);

  @Test
  void readsAPositionATimeAndABlock() {
    assertThat(MomentText.parse("0")).isEqualTo(Moment.newBuilder().setPosition(0).build());
    assertThat(MomentText.parse("9223372036854775807"))
        .isEqualTo(Moment.newBuilder().setPosition(Long.MAX_VALUE).build());
    assertThat(MomentText.parse("2026-01-31T12:00:00Z"))
        .isEqualTo(Moment.newBuilder().setTime(Timestamps.fromSeconds(1_769_860_800)).build());
    assertThat(MomentText.parse(HASH)).isEqualTo(block(0));
    assertThat(MomentText.parse("10:" + HASH)).isEqualTo(block(10));
  }

  private static Moment block(long chain) {
    return Moment.newBuilder()
        .setBlock(BlockMoment.newBuilder().setChainId(chain).setHash(HASH))
        .build();
  }

  @Test
  @DisplayName("failures #131: a number that fits nowhere is refused and never another one")
  void refusesWhatIsNoMoment() {
    for (String text :
        List.of("", "soon", "-1", "9223372036854775808", "1.5", HASH.substring(2), "2026-01")) {
      assertThatThrownBy(() -> MomentText.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
