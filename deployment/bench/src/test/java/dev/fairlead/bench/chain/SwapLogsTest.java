package dev.fairlead.bench.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.parts.Progress;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class SwapLogsTest {
  @Test
  void measuresBothDecodersOnTheSameLogs() {
    SwapLogs swaps = new SwapLogs();
    assertThat(swaps.hex()).hasSize(10_000).doesNotHaveDuplicates();
    assertThat(
            swaps.rows(new BenchmarkRun(OptionalInt.of(1), OptionalInt.empty(), Progress.silent())))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.against()).isPositive())
        .extracting(Row::unit)
        .containsOnly("ms");
  }
}
