package dev.fairlead.bench.events;

import dev.fairlead.parts.PartsCache;
import dev.fairlead.parts.PartsException;
import dev.fairlead.parts.PartsException.Kind;
import dev.fairlead.parts.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The peers that come from npm, with all that they need, as the lock file pins them. */
final class NpmPeers {
  private static final int MINUTES = 10;
  private static final String MANIFEST = "package.json";
  private static final String LOCK = "package-lock.json";

  private NpmPeers() {}

  /** The directory that holds {@code node_modules}; fetched when it is not in the cache. */
  static Path get(Progress progress) {
    String lock = resource(LOCK);
    return PartsCache.ofUser(progress)
        .get(
            "bench-event-stores",
            sha256(resource(MANIFEST) + lock),
            (directory, says) -> {
              says.says("fetching emmett-postgresql and message-db");
              Files.writeString(directory.resolve(MANIFEST), resource(MANIFEST));
              Files.writeString(directory.resolve(LOCK), lock);
              install(directory);
            });
  }

  /** The lock file has the checksum of every archive; no script of a package runs. */
  private static void install(Path directory) throws IOException, InterruptedException {
    Path output = Files.createTempFile("fairlead-npm-", ".out");
    try {
      Process npm =
          new ProcessBuilder(
                  List.of(
                      "npm",
                      "ci",
                      "--ignore-scripts",
                      "--no-audit",
                      "--no-fund",
                      "--no-update-notifier",
                      "--loglevel=error",
                      "--no-bin-links"))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = npm.waitFor(MINUTES, TimeUnit.MINUTES);
      if (!ended) {
        npm.destroyForcibly();
      }
      if (!ended || npm.exitValue() != 0) {
        throw new PartsException(
            Kind.RETRYABLE,
            "npm could not fetch the peers (%s); check the network and npm's registry, then try again"
                .formatted(Files.readString(output).lines().findFirst().orElse("no output")));
      }
    } finally {
      Files.delete(output);
    }
  }

  static String resource(String name) {
    try (InputStream in = NpmPeers.class.getResourceAsStream("npm/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " can't be read", e);
    }
  }

  private static String sha256(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
