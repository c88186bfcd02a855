package dev.fairlead.node;

import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.postgres.KeyHistory;
import dev.fairlead.node.config.ConfigException;
import dev.fairlead.node.config.NodeConfig;
import dev.fairlead.signing.EventSigner;
import dev.fairlead.signing.LocalEventSigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.InstantSource;

/** The key in a node's data directory that seals its log, and how it is replaced. */
public final class EventKeyFiles {
  private final NodeConfig config;

  public EventKeyFiles(NodeConfig config) {
    this.config = config;
  }

  /**
   * The node's key, made when there is none.
   *
   * @throws ConfigException when it may not seal the log
   */
  public LocalEventSigner present() {
    return trusted(LocalEventSigner.openOrCreate(file("event.key"), new SecureRandom()));
  }

  private LocalEventSigner trusted(LocalEventSigner signer) {
    config.evidence().requireTrusted(signer.publicKey());
    return signer;
  }

  /**
   * Gives the node a new key, and revokes the one that it had, which stays beside the new one under
   * its name. Goes on where an interrupted one stopped.
   *
   * @return the new key
   */
  public EventSigner rotate() throws IOException {
    LocalEventSigner present = LocalEventSigner.open(file("event.key"));
    LocalEventSigner next =
        LocalEventSigner.openOrCreate(file("event.key.next"), new SecureRandom());
    LogDatabase database = Databases.of(config.database());
    Anchors.during(
        config,
        evidence -> {
          new KeyHistory(database, evidence, config.name())
              .rotate(present, next, InstantSource.system());
          return next;
        });
    Path retired = file("event.key." + present.key());
    if (Files.notExists(retired)) {
      Files.createLink(retired, file("event.key"));
    }
    Files.move(file("event.key.next"), file("event.key"), StandardCopyOption.ATOMIC_MOVE);
    return next;
  }

  /**
   * Revokes another key than the node's own.
   *
   * @throws ConfigException when the node's own may not seal the log
   */
  public void revoke(String key) {
    LocalEventSigner present = trusted(LocalEventSigner.open(file("event.key")));
    Anchors.during(
        config,
        evidence -> {
          new KeyHistory(Databases.of(config.database()), evidence, config.name())
              .revoke(key, present, InstantSource.system());
          return key;
        });
  }

  private Path file(String name) {
    return config.dataDir().resolve(name);
  }
}
