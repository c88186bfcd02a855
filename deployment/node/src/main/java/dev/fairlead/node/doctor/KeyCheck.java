package dev.fairlead.node.doctor;

import dev.fairlead.model.Address;
import dev.fairlead.node.Signers;
import dev.fairlead.node.config.AccountConfig;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.NodeConfig;
import dev.fairlead.signing.IdentityKey;
import dev.fairlead.signing.LocalEventSigner;
import dev.fairlead.signing.LocalSigner;
import dev.fairlead.signing.SecpKey;
import dev.fairlead.signing.SigningException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** The files that hold keys: whether they open, and to whom. */
final class KeyCheck {
  private static final Set<PosixFilePermission> OF_OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private final Sheet sheet;

  KeyCheck(Sheet sheet) {
    this.sheet = sheet;
  }

  /** The account whose key it is, if it opens; {@code key} says where it is configured. */
  Optional<Address> account(String key, AccountConfig config) {
    mode(config.passwordFile());
    Sheet own = sheet.about(config.keystore().toString());
    try {
      Address account = Signers.open(key, config).account();
      own.proved("opens", "the key of " + account + ", open to nobody else");
      return Optional.of(account);
    } catch (IllegalArgumentException | SigningException | UncheckedIOException e) {
      own.wrong("opens", String.valueOf(e.getMessage()), "correct " + key + ", or the file");
      return Optional.empty();
    }
  }

  /** The node's own keys are made at its first start. */
  void own(NodeConfig config) {
    Path event = config.dataDir().resolve("event.key");
    if (Files.notExists(event) && !config.evidence().trustedKeys().isEmpty()) {
      sheet
          .about(event.toString())
          .wrong(
              "may seal the log",
              "there is none yet, and a new one is not among evidence.trusted-keys",
              "start the node: it makes one, and says which key to add");
    }
    own(
        event,
        () -> {
          LocalEventSigner signer = LocalEventSigner.open(event);
          config.evidence().requireTrusted(signer.publicKey());
          return "seals the log as " + signer.key();
        });
    Path relay = config.dataDir().resolve("relay.key");
    own(
        relay,
        () -> {
          try (SecpKey key = IdentityKey.openOrCreate(relay, new SecureRandom())) {
            return "names the node to relays as " + new LocalSigner(key).account();
          }
        });
  }

  @FunctionalInterface
  private interface Opening {
    String use();
  }

  private void own(Path file, Opening opening) {
    Sheet own = sheet.about(file.toString());
    if (Files.notExists(file)) {
      own.notProved("opens", "it is made when a node first needs it");
      return;
    }
    try {
      own.proved("opens", opening.use());
    } catch (SigningException e) {
      own.wrong(
          "opens", String.valueOf(e.getMessage()), "make it readable by the node's user alone");
    } catch (ConfigException e) {
      own.wrong("may seal the log", String.valueOf(e.getMessage()), "correct the configuration");
    }
  }

  private void mode(Path file) {
    Sheet own = sheet.about(file.toString());
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      String words = PosixFilePermissions.toString(mode);
      if (mode.stream().anyMatch(OF_OTHERS::contains)) {
        own.wrong("mode", words + ": others can read a password", "chmod 600 " + file);
      } else {
        own.proved("mode", words);
      }
    } catch (UnsupportedOperationException e) {
      own.notProved("mode", "this file system has none");
    } catch (IOException e) {
      own.wrong("mode", "it can't be read: " + e.getMessage(), "correct password-file");
    }
  }
}
