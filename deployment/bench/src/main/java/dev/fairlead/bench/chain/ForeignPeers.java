package dev.fairlead.bench.chain;

import dev.fairlead.bench.turns.Foreign;
import dev.fairlead.parts.NpmTree;
import dev.fairlead.parts.PartsCache;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The peers that npm carries: viem, run by Node.js, and the sources of simdjson, which the
 * machine's own compiler makes a program of, once.
 */
final class ForeignPeers {
  static final String NO_COMPILER = "not measured: no C++ compiler";

  private static final String BLOCK_SCRIPT = "block.cjs";
  private static final String SWAPS_SCRIPT = "swaps.cjs";
  private static final String BLOCK_PROGRAM = "block.cpp";
  private static final String SIMDJSON = "node_modules/@nozbe/simdjson/src";
  private static final List<String> COMPILERS = List.of("g++", "clang++", "c++");
  private static final List<String> FLAGS = List.of("-O3", "-march=native", "-std=c++17");

  private final PartsCache cache;
  private final Path packages;

  private ForeignPeers(PartsCache cache, Path packages) {
    this.cache = cache;
    this.packages = packages;
  }

  static ForeignPeers in(PartsCache cache) {
    return new ForeignPeers(
        cache,
        NpmTree.beside(
                ForeignPeers.class, "bench-chain-peers", BLOCK_SCRIPT, SWAPS_SCRIPT, BLOCK_PROGRAM)
            .in(cache));
  }

  Foreign viemBlock(Path answer) throws IOException {
    return Foreign.start(
        List.of("node", packages.resolve(BLOCK_SCRIPT).toString(), answer.toString()));
  }

  Foreign viemSwaps(Path swaps) throws IOException {
    return Foreign.start(
        List.of("node", packages.resolve(SWAPS_SCRIPT).toString(), swaps.toString()));
  }

  /** Empty where there is no compiler. */
  Optional<Foreign> simdjsonBlock(Path answer) throws IOException {
    Optional<String> compiler = COMPILERS.stream().filter(ForeignPeers::isInstalled).findFirst();
    if (compiler.isEmpty()) {
      return Optional.empty();
    }
    String version = Integer.toHexString((packages + compiler.get() + FLAGS).hashCode());
    Path program =
        cache
            .get(
                "bench-simdjson",
                version,
                (directory, progress) -> {
                  progress.says("compiling simdjson with " + compiler.get());
                  compile(compiler.get(), directory.resolve("block"));
                })
            .resolve("block");
    return Optional.of(Foreign.start(List.of(program.toString(), answer.toString())));
  }

  private void compile(String compiler, Path program) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(compiler));
    command.addAll(FLAGS);
    command.addAll(
        List.of(
            "-I",
            packages.resolve(SIMDJSON).toString(),
            packages.resolve(BLOCK_PROGRAM).toString(),
            packages.resolve(SIMDJSON).resolve("simdjson.cpp").toString(),
            "-o",
            program.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(compiler + " could not make simdjson's program: " + said);
    }
  }

  private static boolean isInstalled(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}
