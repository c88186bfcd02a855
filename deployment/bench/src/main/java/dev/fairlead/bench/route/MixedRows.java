package dev.fairlead.bench.route;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.HeapGrowth;
import dev.fairlead.bench.Latencies;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.route.bound.Ceiling;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Our router on a market of all protocols: its times, and what it lacks of the certified bound. */
final class MixedRows {
  /** Rounds over all requests, and their time, before one counts. */
  private static final int WARM_UPS = 2;

  private static final long WARM_UP_NANOS = TimeUnit.SECONDS.toNanos(6);

  private static final double TAIL = 5;

  private final MarketSize size;
  private final long seed;

  MixedRows(MarketSize size, long seed) {
    this.size = size;
    this.seed = seed;
  }

  List<Row> rows(BenchmarkRun run) {
    HeapGrowth growth = new HeapGrowth();
    GeneratedMarket generated = GeneratedMarket.mixed(seed, size.pools(), size.tokens());
    Market market = generated.market();
    List<Ask> asks = Ask.of(generated, seed + 1, size.timed());
    OwnRouter own = new OwnRouter(generated, market);
    Latencies times = new Latencies();
    List<Answer> answers = new ArrayList<>();
    long begun = System.nanoTime();
    int round = 0;
    while (round < WARM_UPS || System.nanoTime() - begun < WARM_UP_NANOS) {
      asks.forEach(own::answer);
      round++;
    }
    for (Ask ask : asks) {
      Answer answer = own.answer(ask);
      times.addNanos(answer.nanos());
      answers.add(answer);
    }
    double mebibytes = growth.mebibytes();
    String label = size.label() + "mixed, ";
    double p50 = times.millis(50);
    List<Row> rows =
        new ArrayList<>(
            List.of(
                Row.held(label + "p50", p50, "ms", Target.below(size.millis())),
                new Row(
                    label + "p99, beside p50",
                    times.millis(99),
                    "ms",
                    p50,
                    Target.ratioBelow(TAIL)),
                Row.shown(label + "memory of market and router", mebibytes, "MiB"),
                Row.held(
                    label + "executed as quoted", own.percentExact(), "%", Target.atLeast(100))));
    rows.addAll(gaps(run, label, generated, Ceiling.over(market), asks, answers));
    return rows;
  }

  private List<Row> gaps(
      BenchmarkRun run,
      String label,
      GeneratedMarket generated,
      Ceiling ceiling,
      List<Ask> asks,
      List<Answer> answers) {
    Gaps gaps = new Gaps();
    for (int i = 0; i < size.bounded(); i++) {
      if (answers.get(i).isRoute()) {
        Ask ask = asks.get(i);
        gaps.add(
            ceiling.of(
                ask.sellAmount(generated), generated.token(ask.buy()), answers.get(i).pools()),
            answers.get(i).output(),
            "market " + seed + ", request " + i + ": " + ask);
      }
    }
    run.progress().says(label + gaps.worstText());
    return List.of(
        Row.held(label + "gap to bound, mean", gaps.mean(), "%", Target.below(size.gap())),
        Row.shown(label + "gap to bound, worst", gaps.worst(), "%"));
  }
}
