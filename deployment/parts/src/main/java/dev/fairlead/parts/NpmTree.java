package dev.fairlead.parts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * npm packages with all that they need, as a lock file pins them, and the files that are run beside
 * them.
 *
 * <p>The lock file has the checksum of every archive. npm finds the registry in the user's own
 * configuration; no script of a package runs.
 */
public final class NpmTree {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final String MANIFEST = "package.json";
  private static final String LOCK = "package-lock.json";

  private final String name;
  private final Map<String, String> files;

  private NpmTree(String name, Map<String, String> files) {
    this.name = name;
    this.files = files;
  }

  /**
   * A tree whose {@code package.json} and {@code package-lock.json} are the resources in {@code
   * npm/} beside a class.
   *
   * @param name its name in the cache
   * @param scripts further resources there, which stand beside {@code node_modules}
   */
  public static NpmTree beside(Class<?> home, String name, String... scripts) {
    Map<String, String> files = new LinkedHashMap<>();
    files.put(MANIFEST, resource(home, MANIFEST));
    files.put(LOCK, resource(home, LOCK));
    for (String script : scripts) {
      files.put(script, resource(home, script));
    }
    return new NpmTree(name, files);
  }

  /** The directory that holds {@code node_modules}; fetched when it is not in the cache. */
  public Path in(PartsCache cache) {
    return cache.get(
        name,
        Digests.sha256(files.toString()),
        (directory, progress) -> {
          progress.says("fetching " + name + " from npm");
          for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
          }
          install(directory);
        });
  }

  private void install(Path directory) throws IOException, InterruptedException {
    Command.Outcome outcome =
        Command.run(
            List.of(
                "npm",
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--no-update-notifier",
                "--loglevel=error",
                "--no-bin-links"),
            directory,
            LIMIT,
            NpmInstaller.INSTALL_NPM);
    if (outcome.exitCode() != 0) {
      throw new PartsException(
          PartsException.Kind.RETRYABLE,
          "npm could not fetch %s (%s); check the network and npm's registry, then try again"
              .formatted(name, NpmInstaller.firstError(outcome)));
    }
  }

  private static String resource(Class<?> home, String file) {
    try (InputStream in = home.getResourceAsStream("npm/" + file)) {
      if (in == null) {
        throw new IllegalStateException("npm/" + file + " is not beside " + home);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
