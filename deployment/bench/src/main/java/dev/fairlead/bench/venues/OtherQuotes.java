package dev.fairlead.bench.venues;

import dev.fairlead.bench.BenchmarkRun;
import dev.fairlead.bench.Row;
import dev.fairlead.bench.Target;
import dev.fairlead.bench.turns.Turns;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.Quote;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One exact input of each protocol but V3, the state after it included. */
final class OtherQuotes {
  private static final int COUNT = 200;
  private static final int WARM_UP = 300;
  private static final int ROUNDS = 200;

  private record Kind(String name, int mostNanos, Quotes quotes) {}

  private OtherQuotes() {}

  static List<Row> rows(BenchmarkRun run) throws IOException {
    Token a = SamplePools.token(1);
    Token b = SamplePools.token(2);
    Token c = SamplePools.token(3);
    Uint256 depth = SamplePools.DEPTH;
    Pool pair = SamplePools.pair(SamplePools.facts("uniswap-v2", 11, List.of(a, b)), depth);
    Pool stable =
        SamplePools.stable(SamplePools.facts("curve-stableswap", 12, List.of(a, b, c)), depth);
    Pool weighted =
        SamplePools.weighted(SamplePools.longFacts("balancer-v2", 13, List.of(a, b)), depth);
    Pool crypto =
        SamplePools.tricrypto(SamplePools.facts("curve-crypto", 14, List.of(a, b, c)), depth);
    // A lambda each: every call to a pool is compiled for its own kind.
    List<Kind> kinds =
        List.of(
            new Kind("Uniswap V2", 60, quotes(amount -> pair.quoteExactIn(a, b, amount))),
            new Kind("Curve, 3 coins", 1_500, quotes(amount -> stable.quoteExactIn(a, b, amount))),
            new Kind(
                "Balancer weighted", 3_000, quotes(amount -> weighted.quoteExactIn(a, b, amount))),
            new Kind("Tricrypto-NG", 10_000, quotes(amount -> crypto.quoteExactIn(a, c, amount))));
    List<Double> medians =
        Turns.medians(kinds.stream().map(Kind::quotes).toList(), WARM_UP, run.samples(ROUNDS));
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      Kind kind = kinds.get(i);
      rows.add(
          Row.held(
              "quote, " + kind.name,
              kind.quotes.each(medians.get(i)),
              "ns",
              Target.below(kind.mostNanos)));
    }
    return rows;
  }

  private static Quotes quotes(Function<Uint256, Object> quote) {
    Uint256 amount = SamplePools.ONE_18;
    if (!(quote.apply(amount) instanceof Quote.Filled)) {
      throw new IllegalStateException("refused: " + quote.apply(amount));
    }
    return new Quotes(COUNT, amount, quote);
  }
}
