package dev.fairlead.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PartsCacheTest {
  @TempDir Path root;

  @Test
  void makesAPartOnceAndAnswersFromTheCacheAfterwards() throws IOException {
    PartsCache cache = new PartsCache(root, Progress.silent());
    AtomicInteger made = new AtomicInteger();
    PartInstaller installer =
        (directory, progress) -> {
          made.incrementAndGet();
          Files.writeString(directory.resolve("tool"), "content");
        };

    Path first = cache.get("npm/@scope/tool", "1.0.0-beta.1", installer);
    Path second = cache.get("npm/@scope/tool", "1.0.0-beta.1", installer);

    assertThat(second).isEqualTo(first);
    assertThat(first.resolve("tool")).hasContent("content");
    assertThat(made).hasValue(1);
    assertThat(cache.has("npm/@scope/tool", "1.0.0-beta.1")).isTrue();
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void leavesNothingBehindWhenTheInstallerFailsAndSucceedsTheNextTime() throws IOException {
    PartsCache cache = new PartsCache(root, Progress.silent());

    assertThatThrownBy(() ->
            cache.get(
                "tool",
                "1",
                (directory, progress) -> {
                  Files.writeString(directory.resolve("half"), "half");
                  throw new IOException("connection reset");
                }))
        .isInstanceOf(PartsException.class)
        .hasMessageContaining("tool 1")
        .hasMessageContaining("connection reset");

    assertThat(cache.has("tool", "1")).isFalse();
    assertThat(leftovers()).isEmpty();
    Path made = cache.get("tool", "1", (d, p) -> Files.writeString(d.resolve("whole"), "whole"));
    assertThat(made)
        .isDirectoryContaining("glob:**/whole")
        .isDirectoryNotContaining("glob:**/half");
  }

  @Test
  void clearsWhatAKilledProcessLeftInTheMaking() throws IOException {
    Path making =
        Files.createDirectories(root.resolve(".making").resolve("tool+1").resolve("content"));
    Files.writeString(making.resolve("half"), "half");

    Path made =
        new PartsCache(root, Progress.silent())
            .get("tool", "1", (d, p) -> Files.writeString(d.resolve("whole"), "whole"));

    assertThat(made).isDirectoryNotContaining("glob:**/half");
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void refusesAnInstallerThatMakesNothing() {
    PartsCache cache = new PartsCache(root, Progress.silent());

    assertThatThrownBy(() -> cache.get("tool", "1", (directory, progress) -> {}))
        .isInstanceOf(PartsException.class)
        .hasMessageContaining("came out empty");
    assertThat(cache.has("tool", "1")).isFalse();
  }

  @Test
  void makesAPartOnceForManyThreads() throws Exception {
    AtomicInteger made = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(8);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Path>> calls = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        PartsCache own = new PartsCache(root, Progress.silent());
        calls.add(() -> {
          started.countDown();
          return own.get(
              "tool",
              "1",
              (directory, progress) -> {
                assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
                made.incrementAndGet();
                Files.writeString(directory.resolve("tool"), "content");
              });
        });
      }
      for (Future<Path> path : executor.invokeAll(calls)) {
        assertThat(path.get().resolve("tool")).hasContent("content");
      }
    }
    assertThat(made).hasValue(1);
  }

  @Test
  void waitsForAnotherProcessThatMakesTheSamePart() throws Exception {
    Path mayFinish = root.resolve("may-finish");
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                OtherProcess.class.getName(),
                root.toString(),
                mayFinish.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var lines = other.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("making");
      List<String> heard = new ArrayList<>();
      PartsCache cache =
          new PartsCache(
              root,
              line -> {
                heard.add(line);
                touch(mayFinish);
              });

      Path made = cache.get("tool", "1", (d, p) -> Files.writeString(d.resolve("mine"), "mine"));

      assertThat(heard).containsExactly("waiting for another process that is getting tool 1");
      assertThat(made.resolve("theirs")).hasContent("theirs");
      assertThat(made.resolve("mine")).doesNotExist();
      assertThat(other.waitFor()).isZero();
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void makesADiscardedPartAgain() {
    PartsCache cache = new PartsCache(root, Progress.silent());
    cache.get("tool", "1", (d, p) -> Files.writeString(d.resolve("old"), "old"));

    cache.discard("tool", "1");
    cache.discard("tool", "1");

    assertThat(cache.has("tool", "1")).isFalse();
    assertThat(cache.get("tool", "1", (d, p) -> Files.writeString(d.resolve("new"), "new")))
        .isDirectoryNotContaining("glob:**/old");
  }

  @Test
  void refusesNamesThatLeaveTheCache() {
    PartsCache cache = new PartsCache(root, Progress.silent());

    for (String name : List.of("..", "../x", "a/../b", "/etc", "", ".locks")) {
      assertThatThrownBy(() -> cache.has(name, "1")).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> cache.has("tool", "../1"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void saysWhatToDoWhenTheCacheCannotBeWritten() throws IOException {
    Path file = Files.writeString(root.resolve("file"), "not a directory");

    assertThatThrownBy(() -> new PartsCache(file, Progress.silent()).get("tool", "1", (d, p) -> {}))
        .isInstanceOf(PartsException.class)
        .hasMessageContaining("FAIRLEAD_CACHE");
  }

  @Test
  void findsTheUsersDirectory() {
    assertThat(PartsCache.userDirectory(Map.of(), "/home/u"))
        .isEqualTo(Path.of("/home/u/.cache/fairlead/parts"));
    assertThat(PartsCache.userDirectory(Map.of("XDG_CACHE_HOME", "/x"), "/home/u"))
        .isEqualTo(Path.of("/x/fairlead/parts"));
    assertThat(PartsCache.userDirectory(Map.of("XDG_CACHE_HOME", "relative"), "/home/u"))
        .isEqualTo(Path.of("/home/u/.cache/fairlead/parts"));
    assertThat(
            PartsCache.userDirectory(
                Map.of("FAIRLEAD_CACHE", "/own", "XDG_CACHE_HOME", "/x"), "/h"))
        .isEqualTo(Path.of("/own"));
  }

  private List<Path> leftovers() throws IOException {
    Path making = root.resolve(".making");
    if (Files.notExists(making)) {
      return List.of();
    }
    try (Stream<Path> left = Files.list(making)) {
      return left.toList();
    }
  }

  private static void touch(Path file) {
    try {
      Files.writeString(file, "");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
