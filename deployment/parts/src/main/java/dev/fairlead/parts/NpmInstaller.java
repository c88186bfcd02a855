package dev.fairlead.parts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gets one package with {@code npm pack}, checks its archive against the pin and extracts the
 * wanted files.
 *
 * <p>npm finds the registry in the user's own configuration. No script of the package runs.
 */
final class NpmInstaller implements PartInstaller {
  private static final Duration LIMIT = Duration.ofMinutes(10);
  static final String INSTALL_NPM =
      "install Node.js with npm (Debian and Ubuntu: apt-get install nodejs npm)";

  private final NpmPin pin;

  NpmInstaller(NpmPin pin) {
    this.pin = pin;
  }

  @Override
  public void install(Path directory, Progress progress) throws IOException, InterruptedException {
    progress.says("fetching " + pin.name() + " " + pin.version());
    Path work = Files.createTempDirectory(directory.getParent(), "npm-");
    Path archive = pack(work);
    byte[] expected = Base64.getDecoder().decode(pin.integrity().substring("sha512-".length()));
    byte[] actual = Digests.ofFile("SHA-512", archive);
    if (!MessageDigest.isEqual(expected, actual)) {
      throw new PartsException(
          PartsException.Kind.FATAL,
          "%s %s has the checksum sha512-%s, but %s is pinned; the registry serves another archive, do not use it"
              .formatted(
                  pin.name(),
                  pin.version(),
                  Base64.getEncoder().encodeToString(actual),
                  pin.integrity()));
    }
    Set<String> written = Tarball.extract(archive, directory, pin::wants);
    for (String file : pin.files()) {
      if (written.stream().noneMatch(path -> NpmPin.takes(file, path))) {
        throw new PartsException(
            PartsException.Kind.FATAL,
            "%s %s holds no %s; correct npm.pins".formatted(pin.name(), pin.version(), file));
      }
    }
  }

  private Path pack(Path work) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            "npm",
            "pack",
            pin.name() + "@" + pin.version(),
            "--ignore-scripts",
            "--loglevel=error",
            "--no-update-notifier",
            "--pack-destination=" + work,
            "--cache=" + work.resolve("cache"));
    Command.Outcome outcome = Command.run(command, work, LIMIT, INSTALL_NPM);
    try (Stream<Path> files = Files.list(work)) {
      return files
          .filter(f -> f.toString().endsWith(".tgz"))
          .findFirst()
          .orElseThrow(() ->
              new PartsException(
                  PartsException.Kind.RETRYABLE,
                  "npm could not fetch %s %s (%s); check the network and npm's registry, then try again"
                      .formatted(pin.name(), pin.version(), firstError(outcome))));
    }
  }

  static String firstError(Command.Outcome outcome) {
    return outcome
        .output()
        .lines()
        .filter(line -> line.startsWith("npm error") || line.startsWith("npm ERR!"))
        .findFirst()
        .orElse("exit code " + outcome.exitCode());
  }
}
