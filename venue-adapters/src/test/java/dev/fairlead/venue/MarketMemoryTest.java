package dev.fairlead.venue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.venue.devnet.Cases;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * What a market takes of the heap, measured in a process of its own that has no more than its part
 * of a gibibyte: {@code -Dfairlead.venue.market.pools=50000} for all of it.
 */
class MarketMemoryTest {
  private static final int POOLS = Integer.getInteger("fairlead.venue.market.pools", 5_000);
  private static final int FULL = 50_000;
  private static final long GIBIBYTE = 1L << 30;

  /** Snapshots count for more where there are few pools; half of what there is room for. */
  private static final long MOST_A_POOL = 10_000;

  @Test
  void fiftyThousandPoolsFitInAGibibyte() throws IOException, InterruptedException {
    long heap = GIBIBYTE * POOLS / FULL;
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + heap / 1024 + "k",
                    // Collects at once and whole, so that what is used is what is held.
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    MarketMemory.class.getName(),
                    Integer.toString(POOLS),
                    Long.toString(Cases.random(getClass()).nextLong())))
            .redirectErrorStream(true)
            .start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as("%s", told).isZero();
    long used = Long.parseLong(told.strip());
    System.out.printf(Locale.ROOT, "%,d pools: %,d bytes, %,d a pool%n", POOLS, used, used / POOLS);
    assertThat(used / POOLS).isLessThan(MOST_A_POOL);
  }
}
