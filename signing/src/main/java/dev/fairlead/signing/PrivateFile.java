package dev.fairlead.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files that only their owner may touch: mode 600 or less, written whole or not at all. */
final class PrivateFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PrivateFile() {}

  /** Why a file's content may not be used. */
  enum Problem {
    MISSING,
    OPEN_TO_OTHERS,
    TOO_LARGE,
    UNREADABLE
  }

  static final class UnusableException extends Exception {
    private static final long serialVersionUID = 1;

    final Problem problem;
    final String explanation;

    UnusableException(Problem problem, String explanation) {
      super(explanation);
      this.problem = problem;
      this.explanation = explanation;
    }
  }

  static byte[] read(Path file, int limit) throws UnusableException {
    try {
      PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view != null) {
        Set<PosixFilePermission> permissions = view.readAttributes().permissions();
        if (!OWNER_ONLY.containsAll(permissions)) {
          throw new UnusableException(
              Problem.OPEN_TO_OTHERS,
              file
                  + " is open to others ("
                  + PosixFilePermissions.toString(permissions)
                  + "); make it mode 600");
        }
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] content = in.readNBytes(limit + 1);
        if (content.length > limit) {
          throw new UnusableException(
              Problem.TOO_LARGE, file + " is larger than " + limit + " bytes");
        }
        return content;
      }
    } catch (NoSuchFileException e) {
      throw new UnusableException(Problem.MISSING, file + " does not exist");
    } catch (IOException e) {
      throw new UnusableException(Problem.UNREADABLE, file + " can't be read: " + e);
    }
  }

  /** Writes a new file, durable when this returns; an existing one is never replaced. */
  static void create(Path file, byte[] content) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    FileAttribute<Set<PosixFilePermission>> mode =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path draft = Files.createTempFile(directory, ".draft", ".key", mode);
    try {
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
        channel.force(true);
      }
      Files.createLink(file, draft);
    } finally {
      Files.delete(draft);
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
