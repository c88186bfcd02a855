package dev.fairlead.node;

import dev.fairlead.model.Address;
import dev.fairlead.node.config.AccountConfig;
import dev.fairlead.signing.Keystore;
import dev.fairlead.signing.SecpKey;
import dev.fairlead.signing.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A fresh account for one life of a local chain, in a keystore like any other. */
record EmbeddedAccount(Address address, AccountConfig config) {
  static EmbeddedAccount create(Path directory) throws IOException {
    SecureRandom random = new SecureRandom();
    Files.createDirectories(directory);
    byte[] secret = new byte[16];
    random.nextBytes(secret);
    try (SecpKey key = SecpKey.generate(random);
        Secret password = Secret.of(HexFormat.of().formatHex(secret))) {
      Path keystore = directory.resolve(key.account() + ".json");
      Path passwordFile = directory.resolve(key.account() + ".password");
      Files.createFile(
          passwordFile,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(passwordFile, HexFormat.of().formatHex(secret));
      Keystore.create(keystore, key, password, Keystore.Strength.LIGHT, random);
      return new EmbeddedAccount(key.account(), new AccountConfig(keystore, passwordFile));
    }
  }
}
