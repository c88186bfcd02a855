package dev.fairlead.bench.route;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.RouteRequest;
import dev.fairlead.route.generated.GeneratedMarket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Sell so much of one token, by its number, for another.
 *
 * <p>Tokens are any two, amounts worth 100 to 100,000 dollars, evenly on a logarithmic scale. Gas
 * is free, so that output is all that counts, for every router.
 */
record Ask(int sell, int buy, Uint256 amount) {
  private static final RouteLimits LIMITS =
      RouteLimits.of(RouteLimits.MOST_HOPS, RouteLimits.MOST_LEGS);
  private static final double LEAST = 100;
  private static final double TIMES = 1_000;

  static List<Ask> of(GeneratedMarket generated, long seed, int count) {
    Random random = new Random(seed);
    int tokens = generated.tokenCount();
    List<Ask> asks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int sell = random.nextInt(tokens);
      int buy = (sell + 1 + random.nextInt(tokens - 1)) % tokens;
      double dollars = LEAST * Math.exp(random.nextDouble() * Math.log(TIMES));
      asks.add(new Ask(sell, buy, generated.worth(generated.token(sell), dollars)));
    }
    return asks;
  }

  TokenAmount sellAmount(GeneratedMarket generated) {
    return generated.token(sell).amount(amount);
  }

  RouteRequest request(GeneratedMarket generated) {
    return new RouteRequest(
        new Trade.ExactIn(sellAmount(generated), generated.token(buy)),
        LIMITS,
        FeePerGas.ZERO,
        generated.wrappedNative());
  }
}
