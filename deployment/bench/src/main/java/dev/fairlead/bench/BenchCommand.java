package dev.fairlead.bench;

import dev.fairlead.parts.Progress;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures on this machine, now, and says whether the promises hold. */
@Command(
    name = "bench",
    description = {
      "Measure on this machine, each figure beside its peer or limit in the same run.",
      "Results go to standard output, progress to standard error. Without a name: list them.",
      "Exit code 0 only if every target holds."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Peers: \"events\", \"chain\", \"venues\" and \"route\" fetch theirs from npm and need Node.js; \"chain\"",
      "also compiles C++ simdjson, \"model\" calls the machine's libgmp; both say so where there is none.",
      "What each figure is, and its target, stands in deployment/bench/README.md.",
      "",
      "Examples:",
      "  fairlead bench chain",
      "  fairlead bench chain --samples 5 --json   quickly, for a first look"
    })
final class BenchCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", arity = "0..*", description = "Which ones, in this order.")
  private List<String> names = List.of();

  @Option(names = "--json", description = "One JSON object a line for each figure.")
  private boolean json;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "Rest each figure on so many samples (default: the benchmark's own).")
  private @Nullable Integer samples;

  @Option(
      names = "--events",
      paramLabel = "N",
      description =
          "How many events the log holds first, for \"events\" (default: 300000); from a million on"
              + " it is held against one of 100000 too.")
  private @Nullable Integer events;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Objects.requireNonNull(spec, "spec").commandLine().getOut();
    if (names.isEmpty()) {
      Benchmarks.all().forEach(b -> out.printf("%-8s %s%n", b.name(), b.description()));
      out.flush();
      return 0;
    }
    return measure(names.stream().map(Benchmarks::named).toList(), out);
  }

  private int measure(List<Benchmark> chosen, PrintWriter out) throws Exception {
    Progress progress = Progress.to(System.err);
    BenchmarkRun run = new BenchmarkRun(given(samples), given(events), progress);
    String machine = Machine.line();
    if (json) {
      progress.says(machine);
    } else {
      out.println(machine);
    }
    out.flush();
    boolean held = true;
    for (Benchmark benchmark : chosen) {
      List<Row> rows = benchmark.run(run);
      held &= rows.stream().allMatch(Row::held);
      print(benchmark, rows, out);
    }
    return held ? 0 : 1;
  }

  private static OptionalInt given(@Nullable Integer option) {
    return option == null ? OptionalInt.empty() : OptionalInt.of(option);
  }

  private void print(Benchmark benchmark, List<Row> rows, PrintWriter out) {
    if (json) {
      rows.stream().map(RowJson::line).forEach(out::println);
    } else {
      long missed = rows.stream().filter(row -> !row.held()).count();
      out.printf("%nbench %s: %s%n", benchmark.name(), benchmark.description());
      Table.lines(rows).forEach(out::println);
      out.println(missed == 0 ? "all targets hold" : missed + " targets do not hold");
    }
    out.flush();
  }
}
