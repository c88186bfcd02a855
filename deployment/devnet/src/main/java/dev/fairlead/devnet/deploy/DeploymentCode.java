package dev.fairlead.devnet.deploy;

import dev.fairlead.parts.Parts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The hash of all that a deployed chain follows from: the pinned parts and this package's and the
 * wallets' classes.
 */
final class DeploymentCode {
  private static final String[] PACKAGES = {"deploy", "anvil"};

  private DeploymentCode() {}

  static String hash(Parts parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(parts.fingerprint());
      Path code =
          Path.of(DeploymentCode.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(code)) {
        addClasses(digest, code);
      } else {
        try (FileSystem jar =
            FileSystems.newFileSystem(URI.create("jar:" + code.toUri()), Map.of())) {
          addClasses(digest, jar.getPath("/"));
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 10);
    } catch (NoSuchAlgorithmException | URISyntaxException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void addClasses(MessageDigest digest, Path root) throws IOException {
    for (String name : PACKAGES) {
      try (Stream<Path> classes = Files.list(root.resolve("dev/fairlead/devnet/" + name))) {
        for (Path file : classes.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
          digest.update(Files.readAllBytes(file));
        }
      }
    }
  }
}
