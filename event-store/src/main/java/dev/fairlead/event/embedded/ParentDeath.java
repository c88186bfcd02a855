package dev.fairlead.event.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Ends a server whose owner was killed: by Linux itself where {@code setpriv} can ask for that,
 * else by a small shell that waits for the end of a pipe which only the owner holds open.
 */
final class ParentDeath {
  private static final boolean KERNEL = kernelCan();

  private final Optional<Process> watcher;

  private ParentDeath(Optional<Process> watcher) {
    this.watcher = watcher;
  }

  private static boolean kernelCan() {
    if (HostProgram.find("setpriv").isEmpty()) {
      return false;
    }
    try {
      Process probe =
          new ProcessBuilder("setpriv", "--pdeathsig", "INT", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What goes before the server's command. */
  static List<String> wrapper() {
    return KERNEL ? List.of("setpriv", "--pdeathsig", "INT") : List.of();
  }

  /** Starts the shell where it is needed; it ends when closed, or with this process. */
  static ParentDeath guard(Process server) throws IOException {
    if (KERNEL) {
      return new ParentDeath(Optional.empty());
    }
    String script =
        "while read -r line; do :; done; kill -INT %d 2>/dev/null".formatted(server.pid());
    return new ParentDeath(
        Optional.of(
            new ProcessBuilder("sh", "-c", script)
                .directory(Path.of("/").toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()));
  }

  /** The server needs no guard any more. */
  void close() {
    watcher.ifPresent(Process::destroyForcibly);
  }
}
