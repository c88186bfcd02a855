package dev.fairlead.event.embedded;

import dev.fairlead.event.embedded.HostProgram.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Takes packages of Debian 13 from the mirror that this machine's apt uses, with a private apt
 * state: no root is needed and nothing of the system's is touched. Signatures are checked against
 * the archive keys that the system has.
 */
final class DebianPackages {
  private static final String SUITE = "trixie";
  private static final Path KEYS = Path.of("/usr/share/keyrings/debian-archive-keyring.gpg");
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern LISTED = Pattern.compile("^\\s*deb\\s+(?:\\[[^]]*]\\s+)?(\\S+)\\s");
  private static final Pattern DEB822 = Pattern.compile("^\\s*URIs:\\s*(\\S+)");

  private final Path work;

  /** Uses a directory for apt's state and what is downloaded. */
  DebianPackages(Path work) {
    this.work = work;
  }

  /** Downloads and unpacks the packages; the reason when that can't be. */
  Optional<String> unpack(Path target, List<String> packages)
      throws IOException, InterruptedException {
    if (HostProgram.find("apt-get").isEmpty() || HostProgram.find("dpkg-deb").isEmpty()) {
      return Optional.of("this system has no apt to take the TimescaleDB extension with");
    }
    if (!Files.isReadable(KEYS)) {
      return Optional.of("this system has no Debian archive keys at " + KEYS);
    }
    Optional<String> mirror = mirror();
    if (mirror.isEmpty()) {
      return Optional.of("apt has no mirror of Debian configured");
    }
    Path downloads = prepared(mirror.get());
    Outcome update = apt(downloads, List.of("update", "-qq"));
    if (!update.succeeded()) {
      return Optional.of("apt can't read the lists of " + SUITE + ": " + update.lastLine());
    }
    List<String> download = new ArrayList<>(List.of("download", "-q"));
    download.addAll(packages);
    Outcome fetched = apt(downloads, download);
    if (!fetched.succeeded()) {
      return Optional.of("apt can't download " + packages + ": " + fetched.lastLine());
    }
    return unpackAll(downloads, target);
  }

  private Optional<String> unpackAll(Path downloads, Path target)
      throws IOException, InterruptedException {
    try (Stream<Path> files = Files.list(downloads)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".deb")).sorted().toList()) {
        Outcome unpacked =
            HostProgram.run(
                work, PATIENCE, List.of("dpkg-deb", "-x", file.toString(), target.toString()));
        if (!unpacked.succeeded()) {
          return Optional.of(
              "dpkg-deb can't unpack " + file.getFileName() + ": " + unpacked.lastLine());
        }
      }
    }
    return Optional.empty();
  }

  private Path prepared(String mirror) throws IOException {
    Files.createDirectories(work.resolve("lists/partial"));
    Files.createDirectories(work.resolve("cache/archives/partial"));
    Files.writeString(
        work.resolve("sources.list"),
        "deb [signed-by=%s] %s %s main%n".formatted(KEYS, mirror, SUITE));
    return Files.createDirectories(work.resolve("packages"));
  }

  private Outcome apt(Path directory, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("apt-get"));
    for (String option :
        List.of(
            "Dir::Etc::sourcelist=" + work.resolve("sources.list"),
            "Dir::Etc::sourceparts=/dev/null",
            "Dir::State::Lists=" + work.resolve("lists"),
            "Dir::State::status=/dev/null",
            "Dir::Cache=" + work.resolve("cache"),
            "APT::Sandbox::User=" + System.getProperty("user.name"),
            "Acquire::Languages=none",
            "Acquire::Retries=3")) {
      command.add("-o");
      command.add(option);
    }
    command.addAll(arguments);
    return HostProgram.run(directory, PATIENCE, command);
  }

  /** Where apt takes Debian from: what it says itself, else the first source in its files. */
  private Optional<String> mirror() throws IOException, InterruptedException {
    Outcome targets =
        HostProgram.run(
            work,
            PATIENCE,
            List.of("apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages"));
    Optional<String> told =
        targets.output().lines().filter(DebianPackages::isDebian).sorted().findFirst();
    if (targets.succeeded() && told.isPresent()) {
      return told;
    }
    List<Path> files = new ArrayList<>(List.of(Path.of("/etc/apt/sources.list")));
    files.addAll(sourcesIn(Path.of("/etc/apt/sources.list.d")));
    for (Path file : files) {
      Optional<String> found = Files.isReadable(file) ? mirrorIn(file) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static List<Path> sourcesIn(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(f -> f.toString().endsWith(".list") || f.toString().endsWith(".sources"))
          .sorted()
          .toList();
    }
  }

  private static Optional<String> mirrorIn(Path file) throws IOException {
    for (String line : Files.readAllLines(file)) {
      for (Pattern pattern : List.of(LISTED, DEB822)) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.find() && isDebian(matcher.group(1))) {
          return Optional.of(matcher.group(1));
        }
      }
    }
    return Optional.empty();
  }

  /** A mirror of the distribution itself; the one of its security updates has other packages. */
  private static boolean isDebian(String site) {
    return site.replaceAll("/+$", "").endsWith("/debian");
  }
}
