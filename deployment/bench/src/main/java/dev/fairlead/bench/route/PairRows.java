package dev.fairlead.bench.route;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Latencies;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.route.bound.Ceiling;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Our router beside others on the constant product part of a market, request by request in turns.
 */
final class PairRows {
  /** Doubles that differ by less say the same. */
  private static final double SAME = 1e-9;

  private final MarketSize size;
  private final PairMarket market;
  private final List<Ask> warmUp;
  private final List<Ask> asks;

  /** One router's answers. */
  private static final class Score {
    private final Contestant contestant;
    private final List<Answer> answers = new ArrayList<>();
    private final Latencies times = new Latencies();
    private final Gaps gaps = new Gaps();

    Score(Contestant contestant) {
      this.contestant = contestant;
    }

    void ask(Ask ask) throws IOException {
      Answer answer = contestant.answer(ask);
      answers.add(answer);
      times.addNanos(answer.nanos());
    }

    void forget() {
      answers.clear();
      times.reset();
    }
  }

  PairRows(MarketSize size, PairMarket market, long seed) {
    this.size = size;
    this.market = market;
    this.warmUp = market.asks(-seed, size.timed());
    this.asks = market.asks(seed, size.beside());
  }

  List<Row> rows(BenchmarkRun run, List<Peer> peers, Path file) throws IOException {
    OwnRouter own = new OwnRouter(market.generated(), market.market());
    Score ours = new Score(own);
    for (Ask ask : warmUp) {
      ours.ask(ask);
    }
    double mebibytes = own.mebibytes();
    List<Score> theirs = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    try {
      for (Peer peer : peers) {
        if (peer.reaches(size)) {
          theirs.add(new Score(peer.opening().on(market, file)));
        }
      }
      race(ours, theirs);
      bound(ours, theirs);
      run.progress().says(label("ours") + ours.gaps.worstText());
      rows.add(
          Row.held(
              label("ours") + "executed as quoted", own.percentExact(), "%", Target.atLeast(100)));
      for (Score score : theirs) {
        rows.addAll(beside(run, ours, score, mebibytes));
      }
    } finally {
      for (Score score : theirs) {
        score.contestant.close();
      }
    }
    peers.stream()
        .filter(peer -> !peer.reaches(size))
        .map(peer ->
            Row.shown(
                label(peer.name()) + "p50 (" + Peer.TOO_SLOW + ")", ours.times.millis(50), "ms"))
        .forEach(rows::add);
    return rows;
  }

  /** A third of the requests to warm up, then all. */
  private void race(Score ours, List<Score> theirs) throws IOException {
    for (Ask ask : asks.subList(0, (asks.size() + 2) / 3)) {
      for (Score peer : theirs) {
        peer.ask(ask);
      }
    }
    ours.forget();
    theirs.forEach(Score::forget);
    for (Ask ask : asks) {
      ours.ask(ask);
      for (Score peer : theirs) {
        peer.ask(ask);
      }
    }
  }

  /** Where ours knows a way. What a peer says in doubles counts as the bound at most. */
  private void bound(Score ours, List<Score> theirs) {
    Ceiling ceiling = Ceiling.over(market.market());
    int bounded = 0;
    for (int i = 0; i < asks.size() && bounded < size.bounded(); i++) {
      if (!ours.answers.get(i).isRoute()) {
        continue;
      }
      bounded++;
      Ask ask = asks.get(i);
      TokenAmount bound =
          ceiling.of(
              ask.sellAmount(market.generated()),
              market.generated().token(ask.buy()),
              ours.answers.get(i).pools());
      String of = "request " + i + ": " + ask;
      ours.gaps.add(bound, ours.answers.get(i).output(), of);
      for (Score peer : theirs) {
        double output = Math.min(peer.answers.get(i).output(), bound.units().toDouble());
        peer.gaps.add(bound, output, of);
      }
    }
  }

  private List<Row> beside(BenchmarkRun run, Score ours, Score peer, double mebibytes)
      throws IOException {
    int asked = 0;
    int noLess = 0;
    double theyMiss = 0;
    double weMiss = 0;
    for (int i = 0; i < asks.size(); i++) {
      double own = output(ours.answers.get(i), peer.contestant.countsFractions());
      double other = peer.answers.get(i).output();
      if (Math.max(own, other) == 0) {
        continue;
      }
      asked++;
      if (own >= other * (1 - SAME)) {
        noLess++;
      } else {
        run.progress()
            .says(
                label(peer.contestant.name())
                    + "ours "
                    + own
                    + ", theirs "
                    + other
                    + ", request "
                    + i
                    + ": "
                    + asks.get(i));
      }
      theyMiss += Math.max(0, 1 - other / own);
      weMiss += Math.max(0, 1 - own / other);
    }
    String label = label(peer.contestant.name());
    if (asked == 0) {
      throw new IllegalStateException(label + "no request had a route");
    }
    return List.of(
        Row.held(label + "ours no less", 100.0 * noLess / asked, "%", Target.atLeast(100)),
        Row.shown(label + "theirs below ours, mean", 100 * theyMiss / asked, "%"),
        Row.shown(label + "ours below theirs, mean", 100 * weMiss / asked, "%"),
        against(label + "gap to bound, mean", ours.gaps.mean(), "%", peer.gaps.mean()),
        against(label + "gap to bound, worst", ours.gaps.worst(), "%", peer.gaps.worst()),
        against(label + "p50", ours.times.millis(50), "ms", peer.times.millis(50)),
        against(label + "p99", ours.times.millis(99), "ms", peer.times.millis(99)),
        against(label + "memory", mebibytes, "MiB", peer.contestant.mebibytes()));
  }

  /** As the peer counts. */
  private double output(Answer own, boolean countsFractions) {
    return countsFractions && own.route().isPresent()
        ? Execution.unrounded(market.market(), own.route().get())
        : own.output();
  }

  private static Row against(String name, double value, String unit, double theirs) {
    @Nullable Double positive = theirs > 0 ? theirs : null;
    return new Row(name, value, unit, positive, null);
  }

  private String label(String peer) {
    return size.label() + "pairs, " + peer + ": ";
  }
}
