package dev.fairlead.bench.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.model.Uint256;
import dev.fairlead.parts.Progress;
import dev.fairlead.route.Route;
import dev.fairlead.route.generated.GeneratedMarket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures that need no peer from npm, from a few samples on a small market. */
final class RouteRowsTest {
  private static final MarketSize SMALL = new MarketSize(50, 20, 0.08, 0.01, 20, 5, 10);

  private static BenchmarkRun run(int samples) {
    return new BenchmarkRun(OptionalInt.of(samples), OptionalInt.empty(), Progress.silent());
  }

  @Test
  void measuresAMarketBesideThePlainPeers(@TempDir Path directory)
      throws IOException, InterruptedException {
    Peer unreachable =
        new Peer(
            "nobody",
            10,
            (_, _) -> {
              throw new AssertionError("asked of a market that is too large for it");
            });
    List<Peer> peers = List.of(Peers.plain().get(0), Peers.plain().get(1), unreachable);
    List<Row> rows = RouteBenchmark.rowsOf(run(20), SMALL, peers, directory.resolve("market"));
    assertThat(rows)
        .extracting(Row::name)
        .contains(
            "50/20 mixed, p50",
            "50/20 mixed, p99, beside p50",
            "50/20 mixed, gap to bound, mean",
            "50/20 pairs, JGraphT Dijkstra: ours no less",
            "50/20 pairs, JGraphT Yen 10: gap to bound, mean",
            "50/20 pairs, nobody: p50 (not measured: too slow at this size)");
    assertThat(rows)
        .filteredOn(row -> row.name().endsWith("executed as quoted"))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.value()).isEqualTo(100));
    assertThat(rows)
        .filteredOn(row -> row.name().endsWith("ours no less"))
        .hasSize(2)
        .allSatisfy(row -> assertThat(row.value()).isGreaterThan(50));
  }

  @Test
  void answersWhileTheMarketMoves() throws InterruptedException {
    GeneratedMarket generated = GeneratedMarket.mixed(7, 100, 40);
    assertThat(RouteBenchmark.busyRows(run(10), "small, ", generated))
        .extracting(Row::name)
        .containsExactly(
            "small, a block of 50 changed pools followed, p50",
            "small, a block of 50 changed pools followed, p99",
            "small, 1,000 requests/s, a block every 250 ms, answered",
            "small, 1,000 requests/s, a block every 250 ms, p50",
            "small, 1,000 requests/s, a block every 250 ms, p99",
            "small, arbitrage left open, 1,000 requests/s, a block every 250 ms, answered");
  }

  @Test
  void oneBlockAfterAnotherChangesAsManyPoolsAsAsked() {
    Blocks blocks = Blocks.fair(GeneratedMarket.mixed(7, 200, 50), 8, 40);
    for (int block = 0; block < 30; block++) {
      assertThat(blocks.at(block + 1).changedSince(blocks.at(block))).hasSize(40);
    }
  }

  @Test
  void theFileForPeersHoldsEveryConstantProductPool(@TempDir Path directory) throws IOException {
    PairMarket market = new PairMarket(GeneratedMarket.mixed(7, 50, 20));
    Path file = directory.resolve("market");
    market.writeTo(file);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).filteredOn(line -> line.startsWith("token ")).hasSize(20);
    assertThat(lines)
        .filteredOn(line -> line.startsWith("pair "))
        .hasSameSizeAs(market.pairs())
        .allMatch(line -> line.matches("pair 0x[0-9a-f]{40} \\d+ \\d+ \\d+ \\d+"));
  }

  @Test
  void fractionsAddNoMoreThanTheUnitsThatHopsRoundOff() {
    GeneratedMarket generated = GeneratedMarket.mixed(7, 50, 20);
    PairMarket market = new PairMarket(generated);
    OwnRouter own = new OwnRouter(generated, market.market());
    int split = 0;
    for (Ask ask : market.asks(9, 100)) {
      Route route = own.answer(ask).route().orElseThrow();
      double quoted = route.quoted().units().toDouble();
      assertThat(Execution.unrounded(market.market(), route))
          .as("%s", ask)
          .isBetween(quoted * (1 - 1e-12), quoted * (1 + 1e-5) + route.legs().size());
      split += route.legs().size() > 1 ? 1 : 0;
    }
    assertThat(split).isGreaterThan(20);
  }

  @Test
  void stopsWhereAnOutputIsAboveItsBound() {
    GeneratedMarket generated = GeneratedMarket.mixed(7, 50, 20);
    Gaps gaps = new Gaps();
    gaps.add(generated.token(0).amount(Uint256.of(1_000)), 990, "a");
    assertThat(gaps.mean()).isBetween(0.99, 1.01);
    assertThatIllegalStateException()
        .isThrownBy(() -> gaps.add(generated.token(0).amount(Uint256.of(1_000)), 1_001, "b"))
        .withMessageContaining("b gives");
  }
}
