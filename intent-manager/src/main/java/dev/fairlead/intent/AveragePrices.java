package dev.fairlead.intent;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.RouteRequest;
import dev.fairlead.route.RouteResult;
import dev.fairlead.route.Router;
import dev.fairlead.venue.Market;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a small amount gave on the node's own market, averaged over the blocks before one: a price
 * counts for as many blocks as it stood at their end, and that of the asked block not at all, so
 * that what moves the market in one block moves the average by its share of the window. A block
 * that the node did not see has the price of the one before it.
 *
 * <p>Safe for use by many threads.
 */
final class AveragePrices {
  private static final RouteLimits LIMITS = RouteLimits.of(3, 1);

  /** So many units tell a price to a millionth. */
  private static final Uint256 TELLING = Uint256.of(1_000_000);

  /** The largest power of ten of units that is tried. */
  private static final int LARGEST = 40;

  private final Router router;
  private final Token wrappedNative;
  private final int window;

  /** By height. Guarded by itself. */
  private final Map<Direction, NavigableMap<Long, Price>> prices = new HashMap<>();

  private record Direction(Token sell, Token buy) {}

  /** Ten to the power of {@code exponent} units give so many; null where the market had no way. */
  private record Price(int exponent, @Nullable Uint256 given) {
    static final Price NONE = new Price(0, null);
  }

  AveragePrices(Router router, Token wrappedNative, List<PriceReferences.Pair> pairs, int window) {
    this.router = router;
    this.wrappedNative = wrappedNative;
    this.window = window;
    for (PriceReferences.Pair pair : pairs) {
      prices.put(new Direction(pair.one(), pair.other()), new TreeMap<>());
      prices.put(new Direction(pair.other(), pair.one()), new TreeMap<>());
    }
  }

  /** Whether the pair's price is averaged. */
  boolean knows(Token sell, Token buy) {
    synchronized (prices) {
      return prices.containsKey(new Direction(sell, buy));
    }
  }

  /** Takes the prices of a block, in place of what was known of it and of blocks above. */
  void see(Market market) {
    List<Direction> directions;
    synchronized (prices) {
      directions = List.copyOf(prices.keySet());
    }
    long height = market.block().number().value();
    for (Direction direction : directions) {
      Price price = price(market, direction);
      synchronized (prices) {
        NavigableMap<Long, Price> known = prices.getOrDefault(direction, new TreeMap<>());
        known.tailMap(height, true).clear();
        known.put(height, price);
        Long oldest = known.floorKey(height - window);
        if (oldest != null) {
          known.headMap(oldest, false).clear();
        }
      }
    }
  }

  /**
   * From a hundredth of a whole token on, so much that what it gives has digits enough: a hundredth
   * of a cheap token may be worth less than one unit of a dear one.
   */
  private Price price(Market market, Direction direction) {
    Price price = Price.NONE;
    for (int exponent = Math.max(0, direction.sell().decimals() - 2);
        exponent <= LARGEST;
        exponent++) {
      Uint256 given = given(market, direction, exponent);
      if (given == null && price.given() != null) {
        return price;
      }
      price = given == null ? Price.NONE : new Price(exponent, given);
      if (given != null && given.isAtLeast(TELLING)) {
        return price;
      }
    }
    return price;
  }

  private @Nullable Uint256 given(Market market, Direction direction, int exponent) {
    Trade trade =
        new Trade.ExactIn(direction.sell().amount(Uint256.of(10).pow(exponent)), direction.buy());
    RouteResult result =
        router.route(market, new RouteRequest(trade, LIMITS, FeePerGas.ZERO, wrappedNative));
    return result instanceof RouteResult.Found found ? found.route().quoted().units() : null;
  }

  /** What an amount is worth at the average price before a block, or why there is none. */
  Reference worth(TokenAmount amount, Token buy, BlockRef at) {
    long end = at.number().value();
    BigInteger sum = BigInteger.ZERO;
    long covered = 0;
    synchronized (prices) {
      NavigableMap<Long, Price> known =
          prices.getOrDefault(new Direction(amount.token(), buy), new TreeMap<>());
      long until = end;
      for (Map.Entry<Long, Price> each : known.headMap(end, false).descendingMap().entrySet()) {
        Uint256 given = each.getValue().given();
        if (until <= end - window) {
          break;
        }
        if (given == null) {
          return new Reference.Missing("the market had no way at block " + each.getKey());
        }
        long from = Math.max(each.getKey(), end - window);
        sum =
            sum.add(
                given
                    .toBigInteger()
                    .multiply(BigInteger.valueOf(until - from))
                    .multiply(BigInteger.TEN.pow(LARGEST - each.getValue().exponent())));
        covered += until - from;
        until = from;
      }
    }
    if (covered < window) {
      return new Reference.Missing(
          "the node knows the price of %d of %d blocks".formatted(covered, window));
    }
    BigInteger whole = BigInteger.TEN.pow(LARGEST).multiply(BigInteger.valueOf(covered));
    return Reference.of(buy, amount.units().toBigInteger().multiply(sum).divide(whole));
  }
}
