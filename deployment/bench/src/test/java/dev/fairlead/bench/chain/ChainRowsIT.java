package dev.fairlead.bench.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.devnet.block.GeneratedSwap;
import dev.fairlead.parts.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures that need no peer from npm, from a sample or a few. */
final class ChainRowsIT {
  private static BenchmarkRun run(int samples) {
    return new BenchmarkRun(OptionalInt.of(samples), OptionalInt.empty(), Progress.silent());
  }

  @Test
  void readersInThisJvmReadTheSameBlock() {
    assertThat(new BlockReading().agreed()).matches("0x[0-9a-f]{64} 200 200 600 [1-9][0-9]+");
  }

  @Test
  void generatedSwapsAreSwapsOfOnePoolAndNoTwoAreTheSame() {
    List<GeneratedSwap> swaps = GeneratedSwap.of(1_000, 7);
    assertThat(swaps).doesNotHaveDuplicates().isEqualTo(GeneratedSwap.of(1_000, 7));
    assertThat(swaps)
        .allSatisfy(swap -> {
          var event = SwapLogs.swap(SwapLogs.log(swap));
          assertThat(event.tick()).isNegative();
          assertThat(event.amount0().isNegative()).isFalse();
          assertThat(event.amount1().isNegative()).isTrue();
        });
  }

  @Test
  void provesARealBlock() throws IOException {
    assertThat(ProofTimes.rows(run(1)))
        .singleElement()
        .satisfies(row -> assertThat(row.value()).isPositive());
  }

  @Test
  void timesHeadsReorgsAndBackFillsOnARealChain(@TempDir Path directory)
      throws InterruptedException {
    assertThat(HeadTimes.rows(run(5), directory.resolve("heads.window")))
        .extracting(Row::name)
        .containsExactly(
            "head on the socket to verified block, p50",
            "head on the socket to verified block, p99");
    assertThat(ReorgTimes.rows(run(1), directory))
        .hasSize(4)
        .allSatisfy(row -> assertThat(row.value()).isNotNegative());
  }
}
