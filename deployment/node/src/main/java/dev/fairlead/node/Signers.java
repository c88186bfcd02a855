package dev.fairlead.node;

import dev.fairlead.model.Address;
import dev.fairlead.node.config.AccountConfig;
import dev.fairlead.node.config.NodeConfig;
import dev.fairlead.signing.Keystore;
import dev.fairlead.signing.LocalSigner;
import dev.fairlead.signing.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/** Opens the configured accounts' key files. */
public final class Signers {
  private Signers() {}

  /** By account, in the order of the configuration. */
  static Map<Address, LocalSigner> open(NodeConfig config) {
    Map<Address, LocalSigner> signers = new LinkedHashMap<>();
    for (AccountConfig account : config.accounts()) {
      LocalSigner signer = open("accounts", account);
      if (signers.put(signer.account(), signer) != null) {
        throw new IllegalArgumentException(
            "accounts: " + signer.account() + " is configured twice");
      }
    }
    return signers;
  }

  /** The account of a key file; {@code key} says where it is configured. */
  public static LocalSigner open(String key, AccountConfig account) {
    try (Secret password = Secret.of(Files.readString(account.passwordFile()).strip())) {
      return switch (Keystore.open(account.keystore(), password)) {
        case Keystore.Outcome.Opened(var secret) -> new LocalSigner(secret);
        case Keystore.Outcome.Refused(_, var message) ->
            throw new IllegalArgumentException(key + ": " + message);
      };
    } catch (IOException e) {
      throw new UncheckedIOException(
          new IOException("can't read the password file " + account.passwordFile(), e));
    }
  }
}
