package dev.fairlead.bench.path;

import dev.fairlead.bench.CommitLimit;
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

  private final PathClient client;
  private final CommitLimit commits;
  private final PathProbe probe;
  private final List<Row> rows = new ArrayList<>();

  /** Forgets what was measured so far. */
  PathRows(PathClient client, CommitLimit commits, PathProbe probe) {
    this.client = client;
    this.commits = commits;
    this.probe = probe;
    reset();
  }

  List<Row> all() {
    return List.copyOf(rows);
  }

  /** What was measured since the last call, as acceptances in a row. */
  void addAcceptances() {
    count("intents accepted, one after the other");
    String call = "received to durable, client's view, ";
    String bare = " (health check + commit)";
    against(call + "p50" + bare, client.submissions().millis(MEDIAN), bare(MEDIAN), 1.5);
    against(call + "p99" + bare, client.submissions().millis(TAIL), bare(TAIL), 10);
    String step = "received to durable, node's view, ";
    Latencies inside = probe.step(Step.ACCEPT);
    against(step + "p50 (commit)", inside.millis(MEDIAN), commits.times().millis(MEDIAN), 1.5);
    against(step + "p99 (commit)", inside.millis(TAIL), commits.times().millis(TAIL), 10);
    limits();
    reset();
  }

  /** What was measured since the last call, as whole lives. */
  void addLives() {
    count("intents traded, each to its end before the next");
    send();
    settle();
    shown("received to durable, client's view", client.submissions());
    shown("received to durable, node's view", probe.step(Step.ACCEPT));
    limits();
    reset();
  }

  private void limits() {
    shown("  bare gRPC health check meanwhile", client.healthChecks());
    shown("  bare single-row commit meanwhile", commits.times());
  }

  private double bare(double percentile) {
    return client.healthChecks().millis(percentile) + commits.times().millis(percentile);
  }

  private void count(String name) {
    rows.add(Row.shown(name, (double) client.submissions().count(), "intents"));
  }

  private void reset() {
    client.submissions().reset();
    client.healthChecks().reset();
    commits.times().reset();
    probe.reset();
  }

  private void send() {
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

  private void settle() {
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
