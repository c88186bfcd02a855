package dev.fairlead.parts;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The pinned parts by name: each call answers with a directory of the cache, fetching the part when
 * it is not there.
 *
 * <p>Safe for use by many threads. Failures are {@link PartsException}s of one line.
 */
public final class Parts {
  private final PartsCache cache;
  private final NpmPins pins;

  /** Parts kept in a cache. */
  public Parts(PartsCache cache) {
    this.cache = cache;
    this.pins = NpmPins.ofFairlead();
  }

  /** Parts kept in the user's cache. */
  public static Parts ofUser(Progress progress) {
    return new Parts(PartsCache.ofUser(progress));
  }

  /** The cache that holds them, for parts that are not npm packages. */
  public PartsCache cache() {
    return cache;
  }

  /** The wanted files of an npm package that is pinned once. */
  public Path npm(String name) {
    return npm(pins.only(name));
  }

  /** The wanted files of an npm package that is pinned in several versions. */
  public Path npm(String name, String version) {
    return npm(pins.pin(name, version));
  }

  /** A hash of all pins: it changes when any pinned version, checksum or choice of files does. */
  public byte[] fingerprint() {
    return Digests.of("SHA-256").digest(pins.all().toString().getBytes(StandardCharsets.UTF_8));
  }

  private Path npm(NpmPin pin) {
    return cache.get("npm/" + pin.name(), pin.cacheVersion(), new NpmInstaller(pin));
  }

  /**
   * The anvil binary: {@code FAIRLEAD_ANVIL} when set, else the pinned one.
   *
   * <p>Spawn it directly: killing npm's wrapper leaves its child alive.
   */
  public Path anvil() {
    String own = System.getenv().getOrDefault("FAIRLEAD_ANVIL", "");
    if (!own.isBlank()) {
      if (!Files.isExecutable(Path.of(own))) {
        throw new PartsException(
            PartsException.Kind.FATAL,
            "FAIRLEAD_ANVIL=" + own + " is not a program; correct or unset it");
      }
      return Path.of(own);
    }
    String platform =
        (System.getProperty("os.name") + " " + System.getProperty("os.arch"))
            .toLowerCase(Locale.ROOT);
    if (!platform.equals("linux amd64")) {
      throw new PartsException(
          PartsException.Kind.FATAL,
          "no anvil is pinned for "
              + platform
              + "; install Foundry 1.7.1 and set FAIRLEAD_ANVIL to its anvil");
    }
    return npm("@foundry-rs/anvil-linux-amd64").resolve("bin").resolve("anvil");
  }
}
