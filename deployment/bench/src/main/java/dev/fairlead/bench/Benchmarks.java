package dev.fairlead.bench;

import dev.fairlead.bench.chain.ChainBenchmark;
import dev.fairlead.bench.events.ChunksBenchmark;
import dev.fairlead.bench.events.EventsBenchmark;
import dev.fairlead.bench.model.ModelBenchmark;
import dev.fairlead.bench.path.PathBenchmark;
import dev.fairlead.bench.route.RouteBenchmark;
import dev.fairlead.bench.venues.VenuesBenchmark;
import java.util.List;
import java.util.stream.Collectors;

/** All benchmarks, by name. */
final class Benchmarks {
  private static final List<Benchmark> ALL =
      List.of(
          new PathBenchmark(),
          new EventsBenchmark(),
          new ChunksBenchmark(),
          new ChainBenchmark(),
          new VenuesBenchmark(),
          new RouteBenchmark(),
          new ModelBenchmark());

  private Benchmarks() {}

  static List<Benchmark> all() {
    return ALL;
  }

  static Benchmark named(String name) {
    return ALL.stream()
        .filter(benchmark -> benchmark.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no benchmark \""
                    + name
                    + "\"; there are: "
                    + ALL.stream().map(Benchmark::name).collect(Collectors.joining(", "))));
  }
}
