package dev.fairlead.bench.route;

import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The constant product part of a generated market, which every router knows. */
final class PairMarket {
  private static final int MOST_DRAWS = 100;

  private final GeneratedMarket generated;
  private final List<UniswapV2Pool> pairs = new ArrayList<>();
  private final Market market;

  PairMarket(GeneratedMarket generated) {
    this.generated = generated;
    generated.pools().stream()
        .filter(UniswapV2Pool.class::isInstance)
        .map(UniswapV2Pool.class::cast)
        .forEach(pairs::add);
    this.market = Market.of(generated.market().block(), pairs);
  }

  GeneratedMarket generated() {
    return generated;
  }

  Market market() {
    return market;
  }

  List<UniswapV2Pool> pairs() {
    return pairs;
  }

  /** The units of a token that are worth a million dollars. */
  double perMillion(Token token) {
    return generated.worth(token, 1e6).toDouble();
  }

  /**
   * For other programs: a line {@code token ADDRESS DECIMALS} for each token, in the order of their
   * numbers, then {@code pair ADDRESS TOKEN0 TOKEN1 RESERVE0 RESERVE1} for each pool at 0.3 %, with
   * the numbers of its tokens.
   */
  void writeTo(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    Map<Token, Integer> numbers = new HashMap<>();
    for (int t = 0; t < generated.tokenCount(); t++) {
      Token token = generated.token(t);
      numbers.put(token, t);
      lines.add("token " + inLowerCase(token.address()) + " " + token.decimals());
    }
    for (UniswapV2Pool pair : pairs) {
      lines.add(
          "pair "
              + inLowerCase(pair.id().key().addressAt(0))
              + " "
              + numbers.get(pair.tokens().get(0))
              + " "
              + numbers.get(pair.tokens().get(1))
              + " "
              + pair.reserve0()
              + " "
              + pair.reserve1());
    }
    Files.write(file, lines);
  }

  private static String inLowerCase(Address address) {
    return address.toString().toLowerCase(Locale.ROOT);
  }

  /** Requests between tokens that are no more hops apart than ours may take. */
  List<Ask> asks(long seed, int count) {
    List<Ask> near = new ArrayList<>();
    for (int more = 0; near.size() < count && more < MOST_DRAWS; more++) {
      Ask.of(generated, seed + more, count).stream().filter(this::isNear).forEach(near::add);
    }
    return near.subList(0, Math.min(count, near.size()));
  }

  private boolean isNear(Ask ask) {
    Set<Token> reached = new HashSet<>(Set.of(generated.token(ask.sell())));
    Token wanted = generated.token(ask.buy());
    for (int hop = 0; hop < RouteLimits.MOST_HOPS && !reached.contains(wanted); hop++) {
      for (Token token : List.copyOf(reached)) {
        for (int pool : market.indicesOf(token)) {
          reached.addAll(market.pool(pool).tokens());
        }
      }
    }
    return reached.contains(wanted);
  }
}
