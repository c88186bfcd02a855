package dev.fairlead.bench.path;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.bench.Benchmark;
import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.CommitLimit;
import dev.fairlead.bench.Row;
import dev.fairlead.intent.IntentStatus;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.node.EmbeddedNode;
import dev.fairlead.node.EmbeddedNode.Settings;
import dev.fairlead.node.NodeOptions;
import dev.fairlead.parts.Progress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole node with the real database and the real venue contracts, and one client over gRPC.
 *
 * <p>First the acceptance alone, one after the other; then whole lives, each worked to its
 * settlement before the next begins. Between two intents the bare costs are measured, so that what
 * disturbs the machine disturbs both.
 */
public final class PathBenchmark implements Benchmark {
  private static final int ACCEPTANCES = 2_000;
  private static final int LIVES = 300;
  private static final int WARM_UP_ROUNDS = 100;
  private static final int WARM_UP_AT_ONCE = 20;
  private static final int TOLD_EVERY = 50;
  private static final int PAYLOAD = 300;
  private static final Duration BLOCK_TIME = Duration.ofMillis(100);

  @Override
  public String name() {
    return "path";
  }

  @Override
  public String description() {
    return "an intent's way: received, durable, sent; block seen, settled; the chain's time apart";
  }

  @Override
  public List<Row> run(BenchmarkRun run) throws Exception {
    PathProbe probe = new PathProbe();
    Settings settings =
        new Settings(
            EmbeddedNode.userDataDir(System.getenv()).resolve("bench"), BLOCK_TIME, 0, 0, null);
    NodeOptions options = NodeOptions.embedded().withWatcher(probe).withChainWatcher(probe);
    try (EmbeddedNode node = EmbeddedNode.start(settings, options, run.progress()::says);
        CommitLimit commits = CommitLimit.open(node.database(), new byte[PAYLOAD]);
        PathClient client = PathClient.connect(node.target(), template())) {
      warmUp(client, commits, probe, run.progress());
      PathRows rows = new PathRows(client, commits, probe);
      accept(run.samples(ACCEPTANCES), client, commits, run.progress());
      rows.addAcceptances();
      live(run.samples(LIVES), client, commits, probe, run.progress());
      rows.addLives();
      return rows.all();
    }
  }

  /** Many lives at once, until the code that is measured has been compiled. */
  private static void warmUp(
      PathClient client, CommitLimit commits, PathProbe probe, Progress progress)
      throws SQLException, InterruptedException {
    for (int round = 1; round <= WARM_UP_ROUNDS; round++) {
      List<IntentId> intents = new ArrayList<>();
      for (int i = 0; i < WARM_UP_AT_ONCE; i++) {
        client.checkHealth();
        commits.measure();
        client.submitAndCancel();
        intents.add(new IntentId(client.submit()));
      }
      for (IntentId id : intents) {
        probe.awaitEnd(id);
      }
      if (round % (TOLD_EVERY / 5) == 0) {
        progress.says("warm-up: %d of %d rounds".formatted(round, WARM_UP_ROUNDS));
      }
    }
  }

  private static void accept(int intents, PathClient client, CommitLimit commits, Progress progress)
      throws SQLException {
    progress.says("acceptances: %d".formatted(intents));
    for (int i = 0; i < intents; i++) {
      client.checkHealth();
      commits.measure();
      client.submitAndCancel();
    }
  }

  private static void live(
      int intents, PathClient client, CommitLimit commits, PathProbe probe, Progress progress)
      throws SQLException, InterruptedException {
    for (int i = 1; i <= intents; i++) {
      client.checkHealth();
      commits.measure();
      IntentId id = new IntentId(client.submit());
      IntentStatus end = probe.awaitEnd(id);
      if (end != IntentStatus.SETTLED) {
        throw new IllegalStateException("intent " + id + " ended as " + end);
      }
      if (i % TOLD_EVERY == 0 || i == intents) {
        progress.says("lives: %d of %d".formatted(i, intents));
      }
    }
  }

  private static Intent template() {
    try {
      Intent.Builder intent = Intent.newBuilder();
      JsonFormat.parser().merge(EmbeddedNode.exampleIntent(), intent);
      return intent.build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the example intent is not one", e);
    }
  }
}
