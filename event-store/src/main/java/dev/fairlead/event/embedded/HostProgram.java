package dev.fairlead.event.embedded;

import dev.fairlead.event.EventStoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the machine's programs to their end. */
final class HostProgram {
  /** How it ended and what it printed, errors included. */
  record Outcome(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }

    /** The last line that says something. */
    String lastLine() {
      return output.lines().filter(line -> !line.isBlank()).reduce((a, b) -> b).orElse("no output");
    }
  }

  private HostProgram() {}

  /** Where a program stands on the PATH. */
  static Optional<Path> find(String name) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Stream.concat(Stream.of(path.split(":")), Stream.of("/usr/bin", "/bin", "/usr/sbin"))
        .filter(directory -> !directory.isBlank())
        .map(directory -> Path.of(directory, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs it in a directory, with nothing to read and in the language of programs. */
  static Outcome run(Path directory, Duration limit, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("fairlead-", ".out");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectInput(Path.of("/dev/null").toFile())
              .redirectOutput(output.toFile());
      builder.environment().put("LC_ALL", "C");
      Process process = builder.start();
      try {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new EventStoreException(
              EventStoreException.Kind.RETRYABLE,
              "'%s' took longer than %d s and was stopped"
                  .formatted(command.getFirst(), limit.toSeconds()));
        }
        return new Outcome(
            process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.deleteIfExists(output);
    }
  }
}
