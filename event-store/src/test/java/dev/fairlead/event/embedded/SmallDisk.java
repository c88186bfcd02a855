package dev.fairlead.event.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Programs of a server that sees a small file system of its own at one directory, in name spaces
 * that any user may make where the machine allows it.
 */
final class SmallDisk {
  private SmallDisk() {}

  /** Whether such a file system can be made here. */
  static boolean possible(Path directory) throws IOException, InterruptedException {
    return HostProgram.find("unshare").isPresent()
        && HostProgram.run(
                Path.of("/"),
                Duration.ofSeconds(10),
                List.of("sh", "-c", script(directory, 1, List.of("true"))))
            .succeeded();
  }

  /** The same server, which has so many megabytes at the directory. */
  static ServerBinaries under(Path home, ServerBinaries real, Path directory, int megabytes)
      throws IOException {
    List<String> command = new ArrayList<>(ParentDeath.wrapper());
    command.addAll(real.server());
    Path program = Files.createDirectories(home.resolve("bin")).resolve("postgres");
    Files.writeString(program, "#!/bin/sh\n" + script(directory, megabytes, command) + " \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new ServerBinaries(home, Optional.empty(), real.degraded());
  }

  /** Root of a name space mounts; nobody of a second one in it, which PostgreSQL accepts, runs. */
  private static String script(Path directory, int megabytes, List<String> command) {
    return "exec unshare --user --map-root-user --mount sh -c"
        + " 'mount -t tmpfs -o size=%dm,mode=777 tmpfs %s && exec unshare --user %s \"$@\"' sh"
            .formatted(megabytes, directory, String.join(" ", command));
  }
}
