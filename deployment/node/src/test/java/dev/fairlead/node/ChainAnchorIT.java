package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.DevnetConfig;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.event.CheckpointAnchor;
import dev.fairlead.event.EvidenceSettings;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.Verdict;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.event.postgres.PostgresEventStore;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.node.cli.CommandLines;
import dev.fairlead.node.config.ConfigReader;
import dev.fairlead.node.config.NodeConfig;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A whole node whose log is vouched for by a chain. */
@TestInstance(Lifecycle.PER_CLASS)
final class ChainAnchorIT {
  private static final Wallet TRADER = Wallet.named("anchored trader");
  private static final Wallet ANCHOR = Wallet.named("anchored");
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  private final Path directory;
  private final Devnet devnet =
      Devnet.start(DevnetConfig.defaults().withBlockTime(Duration.ofMillis(500)).withRelay());
  private final TestDatabase database = TestDatabases.create();

  ChainAnchorIT(@TempDir Path temporary) {
    this.directory = temporary.toAbsolutePath();
    devnet.chain().fund(TRADER.address(), BigInteger.TEN.pow(20));
    devnet.chain().fund(ANCHOR.address(), BigInteger.TEN.pow(20));
  }

  @AfterAll
  void close() {
    database.close();
    devnet.close();
  }

  private Path file(String name, LogDatabase log) throws IOException {
    DevChain chain = devnet.chain();
    Path home = Files.createDirectories(directory.resolve(name));
    return NodeFiles.write(home, TRADER, chain, log, chain.http(), devnet.relay().url());
  }

  @Test
  @DisplayName("failures #31: a log that is older than the chain's word is refused at the start")
  void refusesALogThatTheChainKnowsMoreOf() throws IOException, InterruptedException {
    Path file = file("anchored", database.database());
    NodeFiles.anchorOnChain(
        file, NodeFiles.account(directory.resolve("anchored"), "anchor", ANCHOR), "1s");
    NodeConfig config = ConfigReader.read(file, Map.of());
    ExecutorDeployments.deployAll(config, line -> {});
    runUntilAnchored(config, 1);
    try (TestDatabase older = database.copy()) {
      runUntilAnchored(config, held(config).getLast().size() + 1);

      assertThat(held(config)).hasSizeGreaterThan(1).allMatch(Checkpoint::isSigned);
      assertThat(CommandLines.run("events", "verify", "--config", file.toString())).isZero();
      assertThat(verdict(config, database.database())).isInstanceOf(Verdict.Sound.class);
      assertThat(verdict(config, older.database()).toString()).contains("chain devnet");
      Files.delete(config.dataDir().resolve("checkpoints.log"));
      assertThatThrownBy(() -> Node.start(config, older.database(), NodeOptions.production()))
          .isInstanceOfSatisfying(
              LogDiverged.class,
              e -> assertThat(e.difference()).isEqualTo(LogDiverged.Difference.WENT_BACKWARDS))
          .hasMessageContaining("chain devnet");
    }
  }

  private static void runUntilAnchored(NodeConfig config, long size)
      throws IOException, InterruptedException {
    try (Node _ = Node.start(config, NodeOptions.production())) {
      long end = System.nanoTime() + PATIENCE_NANOS;
      while (held(config).stream().noneMatch(checkpoint -> checkpoint.size() >= size)) {
        assertThat(System.nanoTime()).as("no checkpoint of %d events came", size).isLessThan(end);
      }
    }
  }

  /** What the chain holds, read by a connection of its own. */
  private static List<Checkpoint> held(NodeConfig config) throws IOException {
    try (ClosingStack open = new ClosingStack()) {
      return onChain(config, open).all();
    }
  }

  private static CheckpointAnchor onChain(NodeConfig config, ClosingStack open) {
    return Anchors.evidence(config, Set.of(), open).anchors().getLast();
  }

  /** What is said of a log by the chain's checkpoints, and the database's own. */
  private static Verdict verdict(NodeConfig config, LogDatabase log) {
    try (ClosingStack open = new ClosingStack()) {
      return PostgresEventStore.verify(
          log,
          new EvidenceSettings(Duration.ofSeconds(5), List.of(onChain(config, open)), Set.of()),
          (checked, of) -> {});
    }
  }

  @Test
  void refusesToAnchorByAnAccountThatTrades() throws IOException {
    Path file = file("trading", database.database());
    NodeFiles.anchorOnChain(file, file.resolveSibling("account.json"), "1h");
    NodeConfig config = ConfigReader.read(file, Map.of());

    assertThatThrownBy(() -> Node.start(config, NodeOptions.production()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is one of the accounts that trade");
  }
}
