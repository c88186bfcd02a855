package dev.fairlead.node;

import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.model.Bytes;
import dev.fairlead.signing.Keystore;
import dev.fairlead.signing.SecpKey;
import dev.fairlead.signing.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.stream.Collectors;

/** The files that a node is started with: as an operator would write them. */
public final class NodeFiles {
  private static final String PASSWORD = "worthless";

  private NodeFiles() {}

  /** Writes key and configuration into {@code directory}; returns the configuration. */
  public static Path write(
      Path directory, Wallet wallet, DevChain chain, LogDatabase database, URI rpc, URI relay)
      throws IOException {
    Path keystore = account(directory, "account", wallet);
    Deployment deployment = chain.deployment();
    String tokens =
        deployment.tokens().all().stream()
            .map(token ->
                "      - {symbol: %s, address: \"%s\", decimals: %d}"
                    .formatted(token.symbol(), token.address(), token.decimals()))
            .collect(Collectors.joining("\n"));
    return secret(
        directory.resolve("fairlead.yaml"),
        """
        name: crash
        data-dir: "%s"
        api: {port: 0}
        metrics: {port: 0}
        database:
          url: "%s"
          user: "%s"
          password: "%s"
          writer: {user: "%s", password: "%s"}
          reader: {user: "%s", password: "%s"}
        accounts:
          - {keystore: "%s", password-file: "%s"}
        any-strategy: {allowed: true}
        chains:
          devnet:
            id: %s
            endpoints:
              - {http: "%s", web-socket: "%s"}
            probe-interval: 500ms
            relay: "%s"
            wrapped-native: "%s"
            block-time: 1s
            poll-interval: 250ms
            min-priority-fee: 1000000000
            tokens:
        %s
            venues:
              uniswap-v2:
                - {factory: "%s"}
              uniswap-v3:
                - {factory: "%s"}
        """
            .formatted(
                directory.resolve("data"),
                database.url(),
                database.owner().user(),
                password(database.owner()),
                database.writer().user(),
                password(database.writer()),
                database.reader().user(),
                password(database.reader()),
                keystore,
                directory.resolve("account.password"),
                chain.id(),
                rpc,
                chain.webSocket(),
                relay,
                deployment.tokens().weth().address(),
                tokens,
                deployment.uniswapV2().factory(),
                deployment.uniswapV3().factory()));
  }

  /** Writes {@code NAME.json}, which it returns, and {@code NAME.password}. */
  static Path account(Path directory, String name, Wallet wallet) throws IOException {
    Path keystore = directory.resolve(name + ".json");
    secret(directory.resolve(name + ".password"), PASSWORD);
    try (SecpKey key = SecpKey.of(Bytes.parse(wallet.privateKeyHex()).toArray());
        Secret password = Secret.of(PASSWORD)) {
      Keystore.create(keystore, key, password, Keystore.Strength.LIGHT, new SecureRandom());
    }
    return keystore;
  }

  /** Adds to a configuration that checkpoints go to the chain, by an account of such files. */
  static void anchorOnChain(Path config, Path keystore, String interval) throws IOException {
    String password = keystore.toString().replaceFirst("json$", "password");
    Files.writeString(
        config,
        """
        evidence:
          interval: 500ms
          chain: {name: devnet, keystore: "%s", password-file: "%s", interval: %s}
        """
            .formatted(keystore, password, interval),
        StandardOpenOption.APPEND);
  }

  /** Adds to a configuration that checkpoints are posted to a web server. */
  static void anchorOnHttp(Path config, URI address) throws IOException {
    Files.writeString(
        config,
        """
        evidence:
          interval: 500ms
          http: "%s"
        """
            .formatted(address),
        StandardOpenOption.APPEND);
  }

  private static String password(LogDatabase.Login login) {
    return new String(login.password().reveal(), StandardCharsets.UTF_8);
  }

  private static Path secret(Path file, String content) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, content);
  }
}
