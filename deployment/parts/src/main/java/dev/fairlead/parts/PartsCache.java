package dev.fairlead.parts;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory that holds every fetched or built part, by name and version.
 *
 * <p>A part is there completely or not at all: it is made in a private directory, flushed to disk
 * and renamed into place. Two threads or two processes that want the same part make it once; the
 * second waits for the first. A part that is there is never made again and needs no network. Safe
 * for use by many threads.
 */
public final class PartsCache {
  private static final Pattern NAME =
      Pattern.compile("@?[A-Za-z0-9][A-Za-z0-9._-]*(/@?[A-Za-z0-9][A-Za-z0-9._-]*)*");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*");

  /** A process may not lock one file twice, so threads of this process queue up here first. */
  private static final Map<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

  private final Path root;
  private final Progress progress;

  /** Uses a directory, which is made when first needed. */
  public PartsCache(Path root, Progress progress) {
    this.root = root.toAbsolutePath().normalize();
    this.progress = progress;
  }

  /**
   * The user's cache: {@code FAIRLEAD_CACHE}, or {@code fairlead/parts} under {@code
   * XDG_CACHE_HOME} or {@code ~/.cache}.
   */
  public static PartsCache ofUser(Progress progress) {
    return new PartsCache(
        userDirectory(System.getenv(), System.getProperty("user.home")), progress);
  }

  static Path userDirectory(Map<String, String> environment, String home) {
    String own = environment.getOrDefault("FAIRLEAD_CACHE", "");
    if (!own.isBlank()) {
      return Path.of(own);
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    Path base =
        xdg.isBlank() || !Path.of(xdg).isAbsolute() ? Path.of(home, ".cache") : Path.of(xdg);
    return base.resolve("fairlead").resolve("parts");
  }

  /** Where this cache is. */
  public Path root() {
    return root;
  }

  /** Hears what this cache does. */
  public Progress progress() {
    return progress;
  }

  /** Whether the part is there, so that {@link #get} would answer at once. */
  public boolean has(String name, String version) {
    return Files.isDirectory(directory(name, version));
  }

  /**
   * The part's directory, made by the installer if it is not there yet.
   *
   * @param name the part's name; slashes make sub-directories
   * @param version all that the content depends on, so that another content has another version
   * @throws PartsException when the part is not there and can't be made; nothing is left behind
   *     then
   */
  public Path get(String name, String version, PartInstaller installer) {
    Path target = directory(name, version);
    if (Files.isDirectory(target)) {
      return target;
    }
    String part = name + " " + version;
    try {
      return locked(name, version, making -> installed(part, target, making, installer));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PartsException(
          PartsException.Kind.RETRYABLE, "interrupted while getting " + part, e);
    } catch (IOException e) {
      throw new PartsException(
          PartsException.Kind.FATAL,
          "cannot store %s under %s (%s); make it writable or set FAIRLEAD_CACHE to another directory"
              .formatted(part, root, reason(e)),
          e);
    }
  }

  /** Removes a part, for a user of the cache that found its content unusable. */
  public void discard(String name, String version) {
    Path target = directory(name, version);
    try {
      locked(
          name,
          version,
          making -> {
            if (Files.isDirectory(target)) {
              Files.move(target, making.resolve("discarded"), StandardCopyOption.ATOMIC_MOVE);
            }
            FileTree.delete(making);
            return target;
          });
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PartsException(
          PartsException.Kind.RETRYABLE, "interrupted while discarding " + target, e);
    } catch (IOException e) {
      throw new PartsException(
          PartsException.Kind.FATAL,
          "cannot remove %s (%s); remove it by hand".formatted(target, reason(e)),
          e);
    }
  }

  private Path directory(String name, String version) {
    if (!NAME.matcher(name).matches() || !VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException("not a part: " + name + " " + version);
    }
    return root.resolve(name).resolve(version);
  }

  private Path installed(String part, Path target, Path making, PartInstaller installer)
      throws IOException, InterruptedException {
    if (Files.isDirectory(target)) {
      return target;
    }
    try {
      Path content = Files.createDirectory(making.resolve("content"));
      installer.install(content, progress);
      try (Stream<Path> files = Files.list(content)) {
        if (files.findAny().isEmpty()) {
          throw new PartsException(
              PartsException.Kind.FATAL,
              part + " came out empty; this is a fault of its installer");
        }
      }
      FileTree.flush(content);
      Files.createDirectories(target.getParent());
      Files.move(content, target, StandardCopyOption.ATOMIC_MOVE);
      return target;
    } finally {
      FileTree.delete(making);
    }
  }

  /** Work under the part's lock, in a new and empty directory of its own. */
  private interface Work {
    Path run(Path making) throws IOException, InterruptedException;
  }

  private Path locked(String name, String version, Work work)
      throws IOException, InterruptedException {
    String lockName = name.replace('/', '+') + "+" + version;
    Path file = Files.createDirectories(root.resolve(".locks")).resolve(lockName);
    ReentrantLock inProcess = IN_PROCESS.computeIfAbsent(file, any -> new ReentrantLock());
    inProcess.lockInterruptibly();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        progress.says("waiting for another process that is getting " + name + " " + version);
        lock = channel.lock();
      }
      try {
        return work.run(emptied(root.resolve(".making").resolve(lockName)));
      } finally {
        lock.release();
      }
    } finally {
      inProcess.unlock();
    }
  }

  /** What a killed process left there is nobody's: the lock is ours. */
  private static Path emptied(Path making) throws IOException {
    if (Files.exists(making)) {
      FileTree.delete(making);
    }
    return Files.createDirectories(making);
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return e.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }
}
