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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What an amount is worth in another token, by what the market gives for a small part of it now:
 * pricing the whole would let a large amount look small, since pools run dry. Rounded up.
 *
 * <p>Pairs that are asked for are priced once a block, ahead of the next question; so a question
 * costs a look-up. Safe for use by many threads.
 */
final class Valuer {
  private static final RouteLimits LIMITS = RouteLimits.of(3, 1);
  private static final int MOST_PAIRS = 16;
  private static final int BLOCKS_KEPT = 64;

  private final Router router;
  private final Map<Pair, Price> prices = new ConcurrentHashMap<>();

  Valuer(Router router) {
    this.router = router;
  }

  private record Pair(Token of, Token in) {}

  /** What the part gives at a block; nothing where there is no way from one to the other. */
  private record Price(BlockRef at, Uint256 part, Optional<TokenAmount> gives, int blocksUnasked) {}

  Optional<TokenAmount> value(Market market, Token wrappedNative, TokenAmount amount, Token in) {
    Price price = price(new Pair(amount.token(), in), market, wrappedNative);
    return price.gives().map(gives -> scale(gives, amount, price.part()));
  }

  private Price price(Pair pair, Market market, Token wrappedNative) {
    Price known = prices.get(pair);
    Price price =
        known != null && known.at().equals(market.block())
            ? known
            : ask(pair, market, wrappedNative, 0);
    if (known != null || prices.size() < MOST_PAIRS) {
      prices.put(pair, new Price(price.at(), price.part(), price.gives(), 0));
    }
    return price;
  }

  /** Prices at a market what was asked for of late. */
  void renew(Market market, Token wrappedNative) {
    prices.forEach((pair, price) -> {
      if (!pair.of().chain().equals(wrappedNative.chain()) || price.at().equals(market.block())) {
        return;
      }
      int unasked = price.blocksUnasked() + 1;
      if (unasked > BLOCKS_KEPT) {
        prices.remove(pair, price);
      } else {
        prices.replace(pair, price, ask(pair, market, wrappedNative, unasked));
      }
    });
  }

  private Price ask(Pair pair, Market market, Token wrappedNative, int blocksUnasked) {
    Uint256 part = hundredth(pair.of());
    RouteRequest request =
        new RouteRequest(
            new Trade.ExactIn(pair.of().amount(part), pair.in()),
            LIMITS,
            FeePerGas.ZERO,
            wrappedNative);
    Optional<TokenAmount> gives =
        switch (router.route(market, request)) {
          case RouteResult.Found found -> Optional.of(found.route().quoted());
          case RouteResult.NotFound _ -> Optional.empty();
        };
    return new Price(market.block(), part, gives, blocksUnasked);
  }

  private static TokenAmount scale(TokenAmount gives, TokenAmount amount, Uint256 part) {
    try {
      return gives.token().amount(gives.units().mulDivUp(amount.units(), part));
    } catch (ArithmeticException e) {
      return gives.token().amount(Uint256.MAX_VALUE);
    }
  }

  /** A hundredth of a whole token, or one unit of tokens without that many decimals. */
  private static Uint256 hundredth(Token token) {
    return Uint256.of(10).pow(Math.max(0, token.decimals() - 2));
  }
}
