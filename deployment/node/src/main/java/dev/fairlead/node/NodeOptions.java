package dev.fairlead.node;

import dev.fairlead.chain.ChainObserver;
import dev.fairlead.intent.CrashPoints;
import dev.fairlead.intent.IntentObserver;

/**
 * How a node is started, beside its configuration.
 *
 * @param mayDegrade whether it may run on a database without TimescaleDB
 * @param deploysExecutors whether missing executors are deployed; otherwise they stop the start
 * @param crashPoints what happens between steps: nothing, but in tests
 * @param watcher hears of intents beside the metrics
 * @param chainWatcher hears of chains beside the metrics
 */
public record NodeOptions(
    boolean mayDegrade,
    boolean deploysExecutors,
    CrashPoints crashPoints,
    IntentObserver watcher,
    ChainObserver chainWatcher) {
  /** Nothing is forgiven. */
  public static NodeOptions production() {
    return new NodeOptions(
        false, false, CrashPoints.none(), IntentObserver.none(), ChainObserver.none());
  }

  /** For local chains: plain PostgreSQL will do, and executors are deployed as needed. */
  public static NodeOptions embedded() {
    return new NodeOptions(
        true, true, CrashPoints.none(), IntentObserver.none(), ChainObserver.none());
  }

  /** The same, with another behaviour between steps. */
  public NodeOptions withCrashPoints(CrashPoints points) {
    return new NodeOptions(mayDegrade, deploysExecutors, points, watcher, chainWatcher);
  }

  /** The same, with another listener. */
  public NodeOptions withWatcher(IntentObserver observer) {
    return new NodeOptions(mayDegrade, deploysExecutors, crashPoints, observer, chainWatcher);
  }

  /** The same, with another listener to the chains. */
  public NodeOptions withChainWatcher(ChainObserver observer) {
    return new NodeOptions(mayDegrade, deploysExecutors, crashPoints, watcher, observer);
  }
}
