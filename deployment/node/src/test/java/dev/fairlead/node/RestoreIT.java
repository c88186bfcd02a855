package dev.fairlead.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.api.v1.AccountHeld;
import dev.fairlead.api.v1.Asset;
import dev.fairlead.api.v1.AssetTarget;
import dev.fairlead.api.v1.ChainStep;
import dev.fairlead.api.v1.EventFilter;
import dev.fairlead.api.v1.GetIntentRequest;
import dev.fairlead.api.v1.GetStatusRequest;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.api.v1.IntentStatus;
import dev.fairlead.api.v1.IntentUpdate;
import dev.fairlead.api.v1.SubmitIntentResponse;
import dev.fairlead.api.v1.TailEventsRequest;
import dev.fairlead.api.v1.TailEventsResponse;
import dev.fairlead.api.v1.WatchChainRequest;
import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.DevnetConfig;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.event.LogDiverged;
import dev.fairlead.event.embedded.TestDatabase;
import dev.fairlead.event.embedded.TestDatabases;
import dev.fairlead.event.proof.Checkpoint;
import dev.fairlead.model.Token;
import dev.fairlead.node.cli.CommandRun;
import dev.fairlead.node.cli.NodeConnection;
import dev.fairlead.node.config.ConfigReader;
import dev.fairlead.node.config.NodeConfig;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole node that comes back on a copy of its log from before its last trade, and the places that
 * know better.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class RestoreIT {
  private static final Wallet TRADER = Wallet.named("restored");
  private static final long PATIENCE_SECONDS = 60;
  private static final int BLOCKS = 6;

  private final Devnet devnet =
      Devnet.start(DevnetConfig.defaults().withBlockTime(Duration.ofMillis(500)).withRelay());
  private final DevChain chain = devnet.chain();
  private final CheckpointPlace place = new CheckpointPlace();
  private final TestDatabase database = TestDatabases.create();
  private final Path file;
  private final NodeConfig config;
  private final Path checkpoints;

  private TestDatabase older;
  private long firstLost;
  private String lost;
  private long end;
  private List<String> posted;
  private String kept;

  RestoreIT(@TempDir Path directory) throws IOException, InterruptedException {
    chain.fund(TRADER.address(), BigInteger.TEN.pow(20));
    chain.fund(TRADER.address(), usdc(), BigInteger.TEN.pow(usdc().decimals() + 6));
    file =
        NodeFiles.write(
            directory.toAbsolutePath(),
            TRADER,
            chain,
            database.database(),
            chain.http(),
            devnet.relay().url());
    NodeFiles.anchorOnHttp(file, place.address());
    config = ConfigReader.read(file, Map.of());
    checkpoints = Anchors.checkpointFile(config);
    ExecutorDeployments.deployAll(config, line -> {});
  }

  /** A trade, the copy, another trade. */
  @BeforeAll
  void trade() throws IOException, InterruptedException {
    try (Node node = start(database);
        NodeConnection connection = connect(node)) {
      assertSettles(new TestStrategy(connection).lives(swap()));
    }
    older = database.copy();
    firstLost = chain.anvil().nonce(TRADER.address());
    try (Node node = start(database);
        NodeConnection connection = connect(node)) {
      List<IntentUpdate> life = new TestStrategy(connection).lives(swap());
      assertSettles(life);
      lost = life.getFirst().getEvent().getAccepted().getIntent().getId();
      end = life.getLast().getEvent().getPosition();
      place.await(end);
    }
    posted = place.lines();
    kept = Files.readString(checkpoints);
  }

  /** Both places know the whole log. */
  @BeforeEach
  void knowTheWholeLog() throws IOException {
    place.hold(posted);
    Files.writeString(checkpoints, kept);
  }

  @AfterAll
  void close() {
    older.close();
    database.close();
    place.close();
    devnet.close();
  }

  private Node start(TestDatabase log) throws IOException, InterruptedException {
    return Node.start(config, log.database(), NodeOptions.production());
  }

  private static NodeConnection connect(Node node) {
    return NodeConnection.to(target(node));
  }

  private static String target(Node node) {
    return "127.0.0.1:" + node.apiPort();
  }

  private Token usdc() {
    return chain.deployment().tokens().usdc();
  }

  private Intent.Builder swap() {
    Intent.Builder intent = TestStrategy.example().setType(Intent.Type.SWAP).clearAssets();
    intent.getConstraintsBuilder().setTimeWindowMs(TimeUnit.MINUTES.toMillis(10));
    BigInteger thousand = BigInteger.TEN.pow(usdc().decimals() + 3);
    return intent
        .addAssets(AssetTarget.newBuilder().setAsset(asset(usdc())).setAmount(thousand.toString()))
        .addAssets(AssetTarget.newBuilder().setAsset(asset(chain.deployment().tokens().weth())));
  }

  private static Asset asset(Token token) {
    return Asset.newBuilder()
        .setSymbol(token.symbol())
        .setAddress(token.address().toString())
        .setDecimals(token.decimals())
        .setChainId(token.chain().value())
        .build();
  }

  private static void assertSettles(List<IntentUpdate> life) {
    assertThat(life.getLast().getStatus())
        .as("%s", life.getLast().getEvent())
        .isEqualTo(IntentStatus.INTENT_STATUS_SETTLED);
  }

  @Test
  void postsEveryCheckpointToAWebServer() throws IOException {
    Files.delete(checkpoints);
    List<Checkpoint> all = place.checkpoints();

    assertThat(all).hasSizeGreaterThan(2).allMatch(Checkpoint::isSigned);
    assertThat(all).extracting(Checkpoint::size).doesNotHaveDuplicates().isSorted();
    assertThat(all.getLast().size()).isGreaterThanOrEqualTo(end);
    CommandRun verified = CommandRun.fairlead("events", "verify", "--config", file.toString());
    assertThat(verified.code()).as(verified.err()).isZero();
    assertThat(verified.out())
        .contains(all.size() + " of them from outside of the database")
        .doesNotContain("could not be read");
  }

  @Test
  @DisplayName("failures #31: a log that is older than a web server's word is refused at the start")
  void refusesALogThatAWebServerKnowsMoreOf() throws IOException {
    Files.delete(checkpoints);

    assertThatThrownBy(() -> start(older))
        .isInstanceOfSatisfying(
            LogDiverged.class,
            e -> assertThat(e.difference()).isEqualTo(LogDiverged.Difference.WENT_BACKWARDS))
        .hasMessageContaining("http 127.0.0.1/kept")
        .hasMessageContaining("checkpoint of " + place.checkpoints().getLast().size() + " events");
    assertThat(place.lines()).as("what it proves is left alone").isEqualTo(posted);
  }

  @Test
  @DisplayName(
      "failures #42, #31: a node on an older log sends nothing until a person has explained the"
          + " nonces that only the chain has, and then goes on")
  void sendsNothingOnAnOlderLogUntilItIsResumed() throws IOException, InterruptedException {
    place.hold(List.of());
    assertThatThrownBy(() -> start(older)).hasMessageContaining("file " + checkpoints);
    Files.move(checkpoints, checkpoints.resolveSibling("checkpoints.lost"));
    String lane = chain.id() + ":" + TRADER.address();
    long next = chain.anvil().nonce(TRADER.address());
    try (TestDatabase restored = older.copy();
        Node node = start(restored);
        NodeConnection connection = connect(node)) {
      TestStrategy strategy = new TestStrategy(connection);
      AccountHeld held = held(connection);
      assertThat(held.getFirstNonce()).isEqualTo(firstLost);
      assertThat(held.getNextNonce()).isEqualTo(next);
      assertThat(held.getUsedCount()).isEqualTo((int) (next - firstLost));

      SubmitIntentResponse fresh = strategy.submits(swap());
      passBlocks(connection);
      assertNothingIsSent(connection, fresh.getIntentId(), next);
      assertHeld(
          node,
          "account %s is held on chain %s: its nonces from %d to before %d"
              .formatted(TRADER.address(), chain.id(), firstLost, next));

      CommandRun resumed = resume(node, lane);
      assertThat(resumed.code()).as(resumed.err()).isZero();
      assertThat(resumed.out())
          .contains("the nonces from %d to before %d count as".formatted(firstLost, next));
      List<IntentUpdate> life = strategy.watches(fresh.getIntentId(), fresh.getPosition() - 1);
      assertSettles(life);
      assertThat(life)
          .filteredOn(update -> update.getEvent().hasAssigned())
          .isNotEmpty()
          .allMatch(update -> update.getEvent().getAssigned().getTransaction().getNonce() >= next);
      assertThat(warnings(connection)).noneMatch(warning -> warning.contains("is held"));
      assertThat(resume(node, lane).err()).contains("the account is not held");
      assertThat(CommandRun.fairlead("events", "show", "--node", target(node)).out())
          .contains(
              "resumed       %s on chain %s by anna: booked"
                  .formatted(TRADER.address(), chain.id()));
      assertThatThrownBy(() -> connection.intents().getIntent(intent(lost)))
          .hasMessageContaining("NOT_FOUND");
      place.await(life.getLast().getEvent().getPosition());
    }
  }

  private static GetIntentRequest intent(String id) {
    return GetIntentRequest.newBuilder().setIntentId(id).build();
  }

  private static CommandRun resume(Node node, String lane) {
    return CommandRun.fairlead(
        "account", "resume", lane, "--reason", "booked", "--by", "anna", "--node", target(node));
  }

  /** That the account is held, once the node has said so in its log. */
  private static AccountHeld held(NodeConnection connection) {
    Iterator<TailEventsResponse> tail =
        connection
            .events()
            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .tailEvents(
                TailEventsRequest.newBuilder()
                    .setFilter(EventFilter.newBuilder().addTypes("account.held.v1"))
                    .setAfter(0)
                    .build());
    TailEventsResponse item = tail.next();
    while (!item.hasEvent()) {
      item = tail.next();
    }
    return item.getEvent().getAccountHeld();
  }

  /** Waits while the node follows so many blocks that anything to be sent would be in one. */
  private void passBlocks(NodeConnection connection) {
    Iterator<ChainStep> steps =
        connection
            .chains()
            .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
            .watchChain(WatchChainRequest.newBuilder().setChainId(chain.id().value()).build());
    long until = chain.anvil().blockNumber() + BLOCKS;
    ChainStep step = steps.next();
    while (step.getExtended().getBlock().getNumber() < until) {
      step = steps.next();
    }
  }

  private void assertNothingIsSent(NodeConnection connection, String id, long next) {
    assertThat(chain.anvil().nonce(TRADER.address())).isEqualTo(next);
    assertThat(connection.intents().getIntent(intent(id)).getTransactionsList()).isEmpty();
  }

  /** Everywhere that somebody may look. */
  private void assertHeld(Node node, String words) throws IOException, InterruptedException {
    try (NodeConnection connection = connect(node)) {
      assertThat(warnings(connection)).anyMatch(warning -> warning.startsWith(words));
    }
    assertThat(CommandRun.fairlead("status", "--node", target(node)).out())
        .contains("warning: " + words);
    assertThat(metrics(node))
        .contains("fairlead_intent_account_held_total{chain=\"%s\"} 1.0".formatted(chain.id()));
  }

  private static List<String> warnings(NodeConnection connection) {
    return connection.node().getStatus(GetStatusRequest.getDefaultInstance()).getWarningsList();
  }

  private static String metrics(Node node) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:" + node.metricsPort() + "/metrics");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body();
    }
  }
}
