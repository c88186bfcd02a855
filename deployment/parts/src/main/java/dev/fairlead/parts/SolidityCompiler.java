package dev.fairlead.parts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compiles Solidity with the pinned compiler, once for each content.
 *
 * <p>The answer is a directory of the cache with one artifact a contract, {@code
 * File.sol/Contract.json}, that holds {@code abi}, {@code bytecode.object}, {@code
 * deployedBytecode.object} (with {@code 0x}), {@code methodIdentifiers}, {@code storageLayout} and
 * the settings. Its name is the hash of all that went in: sources, libraries, settings, compiler
 * and this compiler's driver. A compile error is a {@link PartsException} with the compiler's own
 * words.
 */
public final class SolidityCompiler {
  private static final Duration LIMIT = Duration.ofMinutes(30);

  private final Parts parts;
  private final List<String> prefix;

  /** Takes the compiler from the parts and keeps artifacts in their cache. */
  public SolidityCompiler(Parts parts) {
    this(parts, List.of());
  }

  private SolidityCompiler(Parts parts, List<String> prefix) {
    this.parts = parts;
    this.prefix = prefix;
  }

  /** One that gives way to everything else on the machine, for long work that nobody waits for. */
  public static SolidityCompiler inBackground(Parts parts) {
    return new SolidityCompiler(parts, List.of("nice", "-n", "19"));
  }

  /** Whether these sources are compiled already, so that {@link #compile} would answer at once. */
  public boolean has(
      Map<String, Path> sources, Map<String, Path> libraries, SoliditySettings settings) {
    try {
      return parts.cache().has("solidity", hash(sources, libraries, settings, driver()));
    } catch (IOException e) {
      throw unreadable(sources.keySet().toString(), e);
    }
  }

  /** Compiles every {@code .sol} file under a directory. */
  public Path compile(Path sources, SoliditySettings settings) {
    return compile(sources, Map.of(), settings);
  }

  /** The same, where the files may import from libraries. */
  Path compile(Path sources, Map<String, Path> libraries, SoliditySettings settings) {
    try {
      return compile(solidityUnder(sources, ""), libraries, settings);
    } catch (IOException e) {
      throw unreadable(sources.toString(), e);
    }
  }

  /**
   * Compiles named sources that may import from libraries.
   *
   * @param sources the file of each source by the name that imports use
   * @param libraries the directory of each prefix that imports use, such as
   *     {@code @openzeppelin/contracts}
   */
  public Path compile(
      Map<String, Path> sources, Map<String, Path> libraries, SoliditySettings settings) {
    Path compiler = parts.npm("solc", settings.version()).resolve("soljson.js");
    String driver = driver();
    String hash;
    try {
      hash = hash(sources, libraries, settings, driver);
    } catch (IOException e) {
      throw unreadable(sources.keySet().toString(), e);
    }
    return parts
        .cache()
        .get(
            "solidity",
            hash,
            (directory, progress) -> {
              progress.says(
                  "compiling "
                      + sources.size()
                      + " Solidity sources with solc "
                      + settings.version());
              run(sources, libraries, settings, compiler, driver, directory, progress);
            });
  }

  private void run(
      Map<String, Path> sources,
      Map<String, Path> libraries,
      SoliditySettings settings,
      Path compiler,
      String driver,
      Path directory,
      Progress progress)
      throws IOException, InterruptedException {
    Path work = Files.createTempDirectory("fairlead-solidity-");
    try {
      Path script = Files.writeString(work.resolve("solidity.js"), driver);
      String request =
          "{\"sources\":%s,\"libraries\":%s,\"only\":%s,\"settings\":%s}"
              .formatted(
                  Json.paths(sources),
                  Json.paths(libraries),
                  Json.array(sources.keySet()),
                  settings.json());
      Path requestFile = Files.writeString(work.resolve("request.json"), request);
      List<String> command = new ArrayList<>(prefix);
      command.addAll(
          List.of(
              "node",
              "--stack-size=8192",
              script.toString(),
              compiler.toString(),
              requestFile.toString(),
              directory.toString()));
      Command.Outcome outcome =
          Command.run(
              command,
              work,
              LIMIT,
              "install Node.js (Debian and Ubuntu: apt-get install nodejs npm)");
      if (outcome.exitCode() != 0) {
        throw new PartsException(
            PartsException.Kind.FATAL,
            "Solidity does not compile; correct it:\n" + outcome.output().strip());
      }
      outcome.output().lines().forEach(progress::says);
    } finally {
      FileTree.delete(work);
    }
  }

  private static String hash(
      Map<String, Path> sources,
      Map<String, Path> libraries,
      SoliditySettings settings,
      String driver)
      throws IOException {
    Map<String, Path> all = new TreeMap<>(sources);
    for (var library : libraries.entrySet()) {
      all.putAll(solidityUnder(library.getValue(), library.getKey() + "/"));
    }
    StringBuilder content =
        new StringBuilder(settings.version()).append(settings.json()).append(driver);
    content.append(Json.array(new TreeMap<>(sources).keySet()));
    for (var source : all.entrySet()) {
      content.append('\n').append(source.getKey()).append(' ');
      content.append(HexFormat.of().formatHex(Digests.ofFile("SHA-256", source.getValue())));
    }
    return Digests.sha256(content.toString());
  }

  private static Map<String, Path> solidityUnder(Path directory, String prefix) throws IOException {
    Map<String, Path> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .filter(f -> f.toString().endsWith(".sol"))
          .forEach(f -> found.put(prefix + directory.relativize(f), f.toAbsolutePath()));
    }
    if (found.isEmpty()) {
      throw new IOException("no .sol file in " + directory);
    }
    return found;
  }

  private static String driver() {
    try (InputStream in = SolidityCompiler.class.getResourceAsStream("solidity.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("solidity.js is not beside its class", e);
    }
  }

  private static PartsException unreadable(String what, IOException e) {
    return new PartsException(
        PartsException.Kind.FATAL,
        "cannot read " + what + " (" + e.getMessage() + "); check the path",
        e);
  }
}
