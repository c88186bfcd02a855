package dev.fairlead.intent;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.RouteRequest;
import dev.fairlead.route.RouteResult;
import dev.fairlead.route.Router;
import java.util.Optional;

/**
 * What an amount is worth in another token, by what the market gives for a small part of it now:
 * pricing the whole would let a large amount look small, since pools run dry. Rounded up.
 */
final class Valuer {
  private static final RouteLimits LIMITS = RouteLimits.of(3, 1);

  private final Router router;

  Valuer(Router router) {
    this.router = router;
  }

  Optional<TokenAmount> value(TradingChain trading, TokenAmount amount, Token in) {
    Uint256 part = amount.units().min(hundredth(amount.token()));
    return trading
        .market()
        .market()
        .flatMap(market ->
            switch (router.route(
                market,
                new RouteRequest(
                    new Trade.ExactIn(amount.token().amount(part), in),
                    LIMITS,
                    FeePerGas.ZERO,
                    trading.wrappedNative()))) {
              case RouteResult.Found found -> scale(found.route().quoted(), amount, part);
              case RouteResult.NotFound _ -> Optional.empty();
            });
  }

  private static Optional<TokenAmount> scale(TokenAmount quoted, TokenAmount amount, Uint256 part) {
    try {
      return Optional.of(quoted.token().amount(quoted.units().mulDivUp(amount.units(), part)));
    } catch (ArithmeticException e) {
      return Optional.of(quoted.token().amount(Uint256.MAX_VALUE));
    }
  }

  /** A hundredth of a whole token, or one unit of tokens without that many decimals. */
  private static Uint256 hundredth(Token token) {
    return Uint256.of(10).pow(Math.max(0, token.decimals() - 2));
  }
}
