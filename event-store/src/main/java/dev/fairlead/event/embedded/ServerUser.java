package dev.fairlead.event.embedded;

import dev.fairlead.event.EventStoreException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * As whom the server runs. PostgreSQL refuses root, so that a node of root starts it in a user
 * namespace where it is nobody, or as the user nobody where namespaces are forbidden.
 */
enum ServerUser {
  /** The node's own user. */
  SAME,
  /** Root's files, without its name and rights: nothing changes hands. */
  NAMESPACE,
  /** The user nobody, to whom the data directory is given. */
  NOBODY;

  private static final int NOBODY_ID = 65534;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What fits this process and machine. */
  static ServerUser choose(Path directory) throws IOException, InterruptedException {
    if (!isRoot()) {
      return SAME;
    }
    if (works(directory, NAMESPACE.wrapper())) {
      return NAMESPACE;
    }
    List<String> look = new ArrayList<>(NOBODY.wrapper());
    look.addAll(List.of("ls", directory.toString()));
    if (works(Path.of("/"), look)) {
      return NOBODY;
    }
    throw new EventStoreException(
        EventStoreException.Kind.FATAL,
        "PostgreSQL does not run as root, and here it can't be started as another user;"
            + " run Fairlead as an ordinary user");
  }

  private static boolean isRoot() throws IOException {
    return Path.of("/proc/self").toFile().exists()
        && Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid
        && uid == 0;
  }

  private static boolean works(Path directory, List<String> command)
      throws IOException, InterruptedException {
    if (HostProgram.find(command.getFirst()).isEmpty()) {
      return false;
    }
    List<String> probe = new ArrayList<>(command);
    probe.add("true");
    return HostProgram.run(directory, PATIENCE, probe).succeeded();
  }

  /** What goes before a command of the server. */
  List<String> wrapper() {
    return switch (this) {
      case SAME -> List.of();
      case NAMESPACE -> List.of("unshare", "--user");
      case NOBODY ->
          List.of("setpriv", "--reuid=" + NOBODY_ID, "--regid=" + NOBODY_ID, "--clear-groups");
    };
  }

  /** Gives a file or a whole directory to that user. */
  void own(Path tree) throws IOException {
    if (this != NOBODY) {
      return;
    }
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes)
              throws IOException {
            return give(dir);
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            return give(file);
          }
        });
  }

  private static FileVisitResult give(Path file) throws IOException {
    Files.setAttribute(file, "unix:uid", NOBODY_ID);
    return FileVisitResult.CONTINUE;
  }
}
