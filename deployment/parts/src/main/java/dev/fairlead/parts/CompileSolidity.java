package dev.fairlead.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A build's command: compiles a directory of Solidity and puts the artifacts into another.
 *
 * <p>{@code CompileSolidity SOURCES SOLC_VERSION OUTPUT [--runs=N] [--via-ir] [--evm=NAME]
 * [--npm=PACKAGE]}. The output directory holds the artifacts of these sources and nothing else
 * afterwards; a file whose content stays is not touched. Sources may import from the pinned npm
 * packages that are named.
 */
public final class CompileSolidity {
  private static final String USAGE =
      "usage: CompileSolidity SOURCES SOLC_VERSION OUTPUT [--runs=N] [--via-ir] [--evm=NAME]"
          + " [--npm=PACKAGE]";

  private CompileSolidity() {}

  /** Exits with 1 and one message on standard error when it fails. */
  public static void main(String[] args) {
    try {
      run(List.of(args), Progress.to(System.out));
    } catch (PartsException | IllegalArgumentException e) {
      System.err.println("fairlead: " + e.getMessage());
      System.exit(1);
    } catch (IOException e) {
      System.err.println("fairlead: cannot write the artifacts: " + e);
      System.exit(1);
    }
  }

  static void run(List<String> args, Progress progress) throws IOException {
    List<String> words = new ArrayList<>();
    for (String arg : args) {
      if (!arg.startsWith("--")) {
        words.add(arg);
      }
    }
    if (words.size() != 3) {
      throw new IllegalArgumentException(USAGE);
    }
    Parts parts = Parts.ofUser(progress);
    Map<String, Path> libraries = new LinkedHashMap<>();
    SoliditySettings settings = SoliditySettings.of(words.get(1));
    for (String arg : args) {
      if (arg.startsWith("--runs=")) {
        settings = settings.withOptimizerRuns(Integer.parseInt(arg.substring("--runs=".length())));
      } else if (arg.equals("--via-ir")) {
        settings = settings.withViaIr(true);
      } else if (arg.startsWith("--evm=")) {
        settings = settings.withEvmVersion(arg.substring("--evm=".length()));
      } else if (arg.startsWith("--npm=")) {
        String name = arg.substring("--npm=".length());
        libraries.put(name, parts.npm(name));
      } else if (arg.startsWith("--")) {
        throw new IllegalArgumentException("unknown option " + arg + "; " + USAGE);
      }
    }
    Path artifacts =
        new SolidityCompiler(parts).compile(Path.of(words.get(0)), libraries, settings);
    mirror(artifacts, Path.of(words.get(2)));
  }

  private static void mirror(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path old : regularFiles(to)) {
      if (Files.notExists(from.resolve(to.relativize(old)))) {
        Files.delete(old);
      }
    }
    for (Path artifact : regularFiles(from)) {
      Path copy = to.resolve(from.relativize(artifact));
      byte[] content = Files.readAllBytes(artifact);
      if (Files.notExists(copy) || !Arrays.equals(Files.readAllBytes(copy), content)) {
        Files.createDirectories(copy.resolveSibling("."));
        Files.write(copy, content);
      }
    }
  }

  private static List<Path> regularFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
