package dev.fairlead.intent;

import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.Fees;
import dev.fairlead.intent.BasketRequest.Amount;
import dev.fairlead.intent.BasketRequest.Wanted;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.basket.Basket;
import dev.fairlead.route.basket.BasketBound;
import dev.fairlead.route.basket.BasketResult;
import dev.fairlead.route.basket.BasketRouter;
import dev.fairlead.venue.Market;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Quotes trades that have one token in common as one. Nothing of it is recorded, signed or sent.
 * Safe for use by many threads; each chain has a router of its own for it, so that plans never wait
 * for baskets.
 */
public final class Baskets {
  private final Map<ChainId, TradingChain> chains;
  private final Map<ChainId, BasketRouter> routers = new HashMap<>();
  private final TokenBook tokens;
  private final ExecutionPolicy policy;
  private final InstantSource clock;
  private final IntentObserver observer;

  Baskets(Surroundings around, IntentSettings settings) {
    this.chains = around.chains();
    this.tokens = settings.tokens();
    this.policy = settings.execution();
    this.clock = around.clock();
    this.observer = around.observer();
    chains.keySet().forEach(id -> routers.put(id, new BasketRouter(new GraphRouter())));
  }

  /** By the market as the node has it now. */
  public BasketQuote quote(BasketRequest request) {
    Instant start = clock.instant();
    BasketQuote quote = quoted(request);
    observer.basketQuoted(request.chain(), quote, Duration.between(start, clock.instant()));
    return quote;
  }

  private BasketQuote quoted(BasketRequest request) {
    ChainId chain = request.chain();
    TradingChain trading = chains.get(chain);
    if (trading == null) {
      return new BasketQuote.Refused(new Rejection.UnknownChain(chain));
    }
    Basket basket;
    try {
      basket = basket(chain, request.wanted());
    } catch (IllegalArgumentException invalid) {
      return new BasketQuote.Refused(
          new Rejection.Invalid("basket", String.valueOf(invalid.getMessage())));
    }
    Optional<Market> market = trading.market().market();
    if (market.isEmpty()) {
      return new BasketQuote.Refused(new Rejection.Halted(chain, "the market is being loaded"));
    }
    NetworkFee fee;
    try {
      Fees fees = trading.chain().fees();
      fee = new NetworkFee(fees.nextGasPrice(), fees.dataFee());
    } catch (ChainException silent) {
      return new BasketQuote.Refused(
          new Rejection.Halted(chain, String.valueOf(silent.getMessage())));
    }
    BasketRouter router = Objects.requireNonNull(routers.get(chain), "router");
    return switch (router.route(
        market.get(),
        new dev.fairlead.route.basket.BasketRequest(
            basket,
            policy.limits(request.terms(), request.venues(), request.tokens()),
            fee,
            trading.wrappedNative()))) {
      case BasketResult.Found found ->
          BasketQuote.Quoted.of(
              market.get().block(), found, BasketBound.of(market.get(), basket, found));
      case BasketResult.NotFound none -> BasketQuote.PartRefused.of(none);
    };
  }

  private Basket basket(ChainId chain, Wanted wanted) {
    return switch (wanted) {
      case Wanted.SellMany(List<Amount> sold, String bought) ->
          new Basket.SellMany(amounts(chain, sold), token(chain, bought));
      case Wanted.BuyMany(String sold, List<Amount> bought) ->
          new Basket.BuyMany(token(chain, sold), amounts(chain, bought));
      case Wanted.SpendShares(Amount sold, List<BasketRequest.Share> bought) ->
          new Basket.SpendShares(
              amount(chain, sold),
              bought.stream()
                  .map(share -> new Basket.Share(token(chain, share.token()), share.of()))
                  .toList());
    };
  }

  private Token token(ChainId chain, String name) {
    return tokens
        .named(chain, name)
        .orElseThrow(
            () -> new IllegalArgumentException("chain %s has no token %s".formatted(chain, name)));
  }

  private List<TokenAmount> amounts(ChainId chain, List<Amount> amounts) {
    return amounts.stream().map(amount -> amount(chain, amount)).toList();
  }

  private TokenAmount amount(ChainId chain, Amount amount) {
    Token token = token(chain, amount.token());
    BigDecimal units = amount.whole().movePointRight(token.decimals()).stripTrailingZeros();
    if (units.scale() > 0) {
      throw new IllegalArgumentException(
          "%s has %d decimals, fewer than %s"
              .formatted(token, token.decimals(), amount.whole().toPlainString()));
    }
    if (units.toBigIntegerExact().bitLength() > 256) {
      throw new IllegalArgumentException(
          "%s of %s is beyond 2^256 base units".formatted(amount.whole().toPlainString(), token));
    }
    return token.amount(Uint256.of(units.toBigIntegerExact()));
  }
}
