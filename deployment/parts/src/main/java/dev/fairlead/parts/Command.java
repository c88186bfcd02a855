package dev.fairlead.parts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program of the machine to its end. */
final class Command {
  /** What it printed, standard error included, and how it ended. */
  record Outcome(int exitCode, String output) {}

  private Command() {}

  /**
   * Runs it with nothing to read, and kills it when it takes too long or the caller is interrupted.
   *
   * @param hint what to do when the program is not installed
   */
  static Outcome run(List<String> command, Path directory, Duration limit, String hint)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("fairlead-", ".out");
    try {
      Process process = start(command, directory, output, hint);
      try {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new PartsException(
              PartsException.Kind.RETRYABLE,
              "'%s' took longer than %d s and was stopped; try again"
                  .formatted(String.join(" ", command), limit.toSeconds()));
        }
        try (InputStream in = Files.newInputStream(output)) {
          return new Outcome(
              process.exitValue(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } finally {
      Files.delete(output);
    }
  }

  private static Process start(List<String> command, Path directory, Path output, String hint) {
    try {
      return new ProcessBuilder(command)
          .directory(directory.toFile())
          .redirectErrorStream(true)
          .redirectInput(Path.of("/dev/null").toFile())
          .redirectOutput(output.toFile())
          .start();
    } catch (IOException e) {
      throw new PartsException(
          PartsException.Kind.FATAL, "cannot run '" + command.getFirst() + "'; " + hint, e);
    }
  }
}
