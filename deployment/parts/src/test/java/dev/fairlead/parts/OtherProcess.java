package dev.fairlead.parts;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;

/** Makes the part "tool 1" in a process of its own, and finishes when a file appears. */
final class OtherProcess {
  private OtherProcess() {}

  public static void main(String[] args) {
    Path mayFinish = Path.of(args[1]);
    new PartsCache(Path.of(args[0]), Progress.silent())
        .get(
            "tool",
            "1",
            (directory, progress) -> {
              try (var watcher = FileSystems.getDefault().newWatchService()) {
                Path.of(args[0]).register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
                System.out.println("making");
                while (Files.notExists(mayFinish)) {
                  watcher.take().reset();
                }
              }
              Files.writeString(directory.resolve("theirs"), "theirs");
            });
  }
}
