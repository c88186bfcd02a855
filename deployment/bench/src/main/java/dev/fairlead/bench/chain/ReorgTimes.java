package dev.fairlead.bench.chain;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Latencies;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.chain.EvmChain;
import dev.fairlead.devnet.anvil.ChainControl.Reincluded;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.parts.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Many blocks at once, from the poll that finds the new head to its block handed on, and how much
 * of that was the endpoint's time. A new branch is the one way to have them all at the same moment,
 * so a back-fill is measured on one too.
 */
final class ReorgTimes {
  private static final int BELOW = 10;
  private static final int WARM_UP = 10;
  private static final Duration POLL = Duration.ofMillis(100);

  private final int depth;
  private final int perBlock;
  private final Latencies own = new Latencies();
  private final Latencies waited = new Latencies();

  private ReorgTimes(int depth, int perBlock) {
    this.depth = depth;
    this.perBlock = perBlock;
  }

  static List<Row> rows(BenchmarkRun run, Path directory) throws InterruptedException {
    ReorgTimes reorg = new ReorgTimes(64, 4);
    reorg.measure(run.samples(40), directory.resolve("reorg.window"), run.progress());
    ReorgTimes fill = new ReorgTimes(128, 10);
    fill.measure(run.samples(20), directory.resolve("fill.window"), run.progress());
    return List.of(
        Row.shown("reorg of 64 blocks, the endpoint's time, p50", reorg.waited.millis(50), "ms"),
        Row.shown("reorg of 64 blocks, our own time, p50", reorg.own.millis(50), "ms"),
        Row.held(
            "reorg of 64 blocks, our own time, slowest",
            reorg.own.millis(100),
            "ms",
            Target.below(100)),
        new Row(
            "back-fill of 128 blocks, p50, ours beside the endpoint's",
            fill.own.millis(50),
            "ms",
            fill.waited.millis(50),
            Target.ratioBelow(1)));
  }

  private void measure(int times, Path window, Progress progress) throws InterruptedException {
    int head = depth + BELOW;
    Waiting waiting = new Waiting(head);
    try (LocalChain chain = LocalChain.start(progress)) {
      chain.anvil().control().mine(head);
      try (EvmChain _ = chain.follow(false, POLL, waiting, window)) {
        List<Reincluded> transactions = transactions();
        for (int i = -Math.min(WARM_UP, times); i < times; i++) {
          // Each branch has another miner, so that none has the blocks of one before.
          var _ =
              chain.anvil().rpc().call("anvil_setCoinbase", "0x%040x".formatted(i + WARM_UP + 1));
          chain.anvil().control().reorg(depth, transactions);
          Waiting.Split split = waiting.until(chain.head());
          if (i >= 0) {
            own.addNanos(split.own());
            waited.addNanos(split.waited());
          }
        }
      }
    }
  }

  /** All from one account, in their order, so many in each new block. */
  private List<Reincluded> transactions() {
    List<Reincluded> all = new ArrayList<>();
    for (int i = 0; i < depth * perBlock; i++) {
      Bytes raw =
          Transaction.call(i, Address.ZERO, "f()")
              .withGas(50_000)
              .sign(LocalChain.ID, Wallet.TRADER);
      all.add(new Reincluded(raw, i / perBlock));
    }
    return all;
  }
}
