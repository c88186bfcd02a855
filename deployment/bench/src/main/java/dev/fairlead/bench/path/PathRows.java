package dev.fairlead.bench.path;

import dev.fairlead.bench.Latencies;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.intent.IntentObserver.Step;
import java.util.ArrayList;
import java.util.List;

/** What was measured, as rows: first what is promised, then what it is made of. */
final class PathRows {
  private static final double MEDIAN = 50;
  private static final double TAIL = 99;

  private final List<Row> rows = new ArrayList<>();

  private PathRows() {}

  static List<Row> of(PathClient client, CommitLimit commits, PathProbe probe) {
    PathRows rows = new PathRows();
    rows.rows.add(Row.shown("intents measured", (double) client.submissions().count(), "intents"));
    rows.accept(client, commits, probe);
    rows.send(probe);
    rows.settle(commits, probe);
    return List.copyOf(rows.rows);
  }

  private void accept(PathClient client, CommitLimit commits, PathProbe probe) {
    String call = "received to durable, client's view, ";
    String bare = " (health check + commit)";
    Latencies own = client.submissions();
    Latencies health = client.healthChecks();
    against(
        call + "p50" + bare,
        own.millis(MEDIAN),
        health.millis(MEDIAN) + commits.times().millis(MEDIAN),
        1.5);
    against(
        call + "p99" + bare,
        own.millis(TAIL),
        health.millis(TAIL) + commits.times().millis(TAIL),
        10);
    String step = "received to durable, node's view, ";
    Latencies inside = probe.step(Step.ACCEPT);
    against(step + "p50 (commit)", inside.millis(MEDIAN), commits.times().millis(MEDIAN), 1.5);
    against(step + "p99 (commit)", inside.millis(TAIL), commits.times().millis(TAIL), 10);
    shown("bare gRPC health check", health);
    shown("bare single-row commit", commits.times());
  }

  private void send(PathProbe probe) {
    String name = "accepted to handed to the RPC, ";
    held(name + "p50", probe.ownToSent().millis(MEDIAN), 5);
    held(name + "p99", probe.ownToSent().millis(TAIL), 50);
    shown("  the chain's own time meanwhile", probe.chainToSent());
    shown("  both together", probe.step(Step.ACCEPTED_TO_SENT));
    shown("  of it: route", probe.step(Step.ROUTE));
    shown("  of it: simulate, the chain's time included", probe.step(Step.SIMULATE));
    shown("  of it: sign", probe.step(Step.SIGN));
    shown("  of it: send, the chain's time included", probe.step(Step.SEND));
  }

  private void settle(CommitLimit commits, PathProbe probe) {
    String name = "final block seen to settlement durable, ";
    Latencies own = probe.blockToSettled();
    shown(name + "p50", own.millis(MEDIAN));
    against(name + "p99 (commit)", own.millis(TAIL), commits.times().millis(TAIL), 20);
    shown("  of it: decide and write", probe.step(Step.SETTLE));
    shown("block heard of to verified, the chain's time included", probe.heardToVerified());
  }

  private void held(String name, double value, double limit) {
    rows.add(Row.held(name, value, "ms", Target.below(limit)));
  }

  private void against(String name, double value, double peer, double limit) {
    rows.add(new Row(name, value, "ms", peer, Target.below(limit)));
  }

  private void shown(String name, double value) {
    rows.add(Row.shown(name, value, "ms"));
  }

  private void shown(String name, Latencies times) {
    shown(name + ", p50", times.millis(MEDIAN));
    shown(name + ", p99", times.millis(TAIL));
  }
}
