package dev.fairlead.bench.venues;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.chain.Log;
import dev.fairlead.parts.Progress;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import dev.fairlead.venue.uniswap.v3.UniswapV3Pool;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The figures that need no peer from npm, from one sample. */
final class VenueRowsTest {
  private static final int POOLS = 2_000;
  private static final BenchmarkRun ONCE =
      new BenchmarkRun(OptionalInt.of(1), OptionalInt.empty(), Progress.silent());

  @ParameterizedTest
  @EnumSource
  void quotesWhatThePlainWalkDoes(Depth depth) {
    assertThat(new ConcentratedQuotes(depth).agreed()).isPositive();
  }

  @Test
  void timesTheOtherProtocols() throws IOException {
    assertThat(OtherQuotes.rows(ONCE))
        .extracting(Row::name)
        .containsExactly(
            "quote, Uniswap V2",
            "quote, Curve, 3 coins",
            "quote, Balancer weighted",
            "quote, Tricrypto-NG");
  }

  @Test
  void timesAndWeighsAMarket() throws IOException {
    assertThat(MarketRows.rows(ONCE, POOLS))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.value()).isPositive());
  }

  @Test
  void eachGeneratedTradeChangesAPoolOfItsOwn() {
    Market before = GeneratedMarket.of(POOLS);
    List<Log> trades = GeneratedMarket.trades(before, GeneratedMarket.LOGS);
    Market after = new BlockUpdate().apply(before, GeneratedMarket.block(2), trades);
    List<Pool> changed = Arrays.stream(after.changedSince(before)).mapToObj(after::pool).toList();
    assertThat(changed).hasSize(GeneratedMarket.LOGS);
    assertThat(changed)
        .hasAtLeastOneElementOfType(UniswapV2Pool.class)
        .hasAtLeastOneElementOfType(UniswapV3Pool.class)
        .allSatisfy(pool ->
            assertThat(before.pool(pool.id()).orElseThrow().figures())
                .isNotEqualTo(pool.figures()));
  }
}
