package dev.fairlead.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What the figures were measured on and with, in one line. */
final class Machine {
  private static final String UNKNOWN = "unknown";

  private Machine() {}

  static String line() {
    return "%s, %d cores, load %.1f, %s, Java %s, commit %s"
        .formatted(
            processor(),
            Runtime.getRuntime().availableProcessors(),
            ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
            system(),
            Runtime.version(),
            commit());
  }

  private static String processor() {
    return field(Path.of("/proc/cpuinfo"), "model name", ":")
        .orElse(System.getProperty("os.arch", UNKNOWN));
  }

  private static String system() {
    return field(Path.of("/etc/os-release"), "PRETTY_NAME", "=")
        .orElse(System.getProperty("os.name", UNKNOWN));
  }

  private static Optional<String> field(Path file, String key, String separator) {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(separator) + 1).strip().replace("\"", ""))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** The commit that the classes were built from, marked when the tree has changes. */
  private static String commit() {
    try {
      Path classes =
          Path.of(Machine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Process git =
          new ProcessBuilder(
                  List.of(
                      "git",
                      "-C",
                      String.valueOf(classes.getParent()),
                      "describe",
                      "--always",
                      "--dirty",
                      "--exclude=*"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean ended = git.waitFor(5, TimeUnit.SECONDS);
      return ended && git.exitValue() == 0 && !answer.isBlank()
          ? answer.strip().toLowerCase(Locale.ROOT)
          : UNKNOWN;
    } catch (IOException | URISyntaxException e) {
      return UNKNOWN;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return UNKNOWN;
    }
  }
}
