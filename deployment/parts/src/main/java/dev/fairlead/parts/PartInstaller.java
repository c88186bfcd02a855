package dev.fairlead.parts;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Puts one part's files into a directory.
 *
 * <p>The directory is new, empty and private to this call; it becomes visible to others, all at
 * once, only when the installer returns. Whatever is left after an exception is removed.
 */
@FunctionalInterface
public interface PartInstaller {
  /**
   * Fills the directory.
   *
   * @param directory where the files go; it will be renamed, so no file in it may hold its path
   * @param progress hears what is being done
   */
  void install(Path directory, Progress progress) throws IOException, InterruptedException;
}
