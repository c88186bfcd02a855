package dev.fairlead.bench.path;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.bench.Benchmark;
import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.intent.IntentStatus;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.node.EmbeddedNode;
import dev.fairlead.node.EmbeddedNode.Settings;
import dev.fairlead.node.NodeOptions;
import dev.fairlead.parts.Progress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/**
 * One intent after the other over gRPC, on a whole node with the real database and the real venue
 * contracts. Each is worked to its settlement before the next begins; between two of them the bare
 * costs are measured, so that what disturbs the machine disturbs both.
 */
public final class PathBenchmark implements Benchmark {
  private static final int SAMPLES = 300;
  private static final int WARM_UP = 150;
  private static final int TOLD_EVERY = 50;
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
        CommitLimit commits = CommitLimit.open(node.database());
        PathClient client = PathClient.connect(node.target(), template())) {
      trade("warm-up", WARM_UP, client, commits, probe, run.progress());
      client.submissions().reset();
      client.healthChecks().reset();
      commits.times().reset();
      probe.reset();
      trade("measured", run.samples(SAMPLES), client, commits, probe, run.progress());
      return PathRows.of(client, commits, probe);
    }
  }

  private static void trade(
      String phase,
      int intents,
      PathClient client,
      CommitLimit commits,
      PathProbe probe,
      Progress progress)
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
        progress.says("%s: %d of %d intents".formatted(phase, i, intents));
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
