package dev.fairlead.intent;

import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Constraints;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.TimeWindow;
import dev.fairlead.model.intent.Trade;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a request into an intent: tokens proven known, funding asset and deadline resolved. Pure.
 */
final class Resolver {
  /** Above this the executor's signed amounts would change their meaning. */
  static final Uint256 LARGEST_AMOUNT = Uint256.ONE.shiftLeft(127).minus(Uint256.ONE);

  private static final Duration LONGEST = Duration.ofDays(36_500);

  private final TokenBook tokens;
  private final Strategies strategies;
  private final Set<ChainId> chains;
  private final ExecutionPolicy execution;

  Resolver(
      TokenBook tokens, Strategies strategies, Set<ChainId> chains, ExecutionPolicy execution) {
    this.tokens = tokens;
    this.strategies = strategies;
    this.chains = Set.copyOf(chains);
    this.execution = execution;
  }

  Resolution resolve(IntentRequest request, Instant now) {
    try {
      StrategyConfig strategy =
          strategies
              .find(request.strategy())
              .orElseThrow(() -> invalid("strategy_id", "is not configured"));
      Trade trade = trade(request, strategy);
      checkPart(request.terms().limitPrice(), trade);
      Constraints constraints = constraints(request.terms(), strategy, now);
      return new Resolution.Resolved(
          new Intent(request.id(), request.strategy(), request.type(), trade, constraints),
          strategy);
    } catch (Unresolvable e) {
      return new Resolution.Unresolved(e.reason);
    }
  }

  /** What may be traded in part is an amount that is sold. */
  private static void checkPart(@Nullable LimitPrice limit, Trade trade) throws Unresolvable {
    if (limit != null && limit.partiallyFillable() && !(trade instanceof Trade.ExactIn)) {
      throw invalid(
          "constraints.limit_price.partially_fillable", "needs the amount sold to be exact");
    }
  }

  private Trade trade(IntentRequest request, StrategyConfig strategy) throws Unresolvable {
    return switch (request.type()) {
      case ACQUIRE -> {
        IntentRequest.Target wanted = only(request);
        TokenAmount amount = amount(wanted, "assets[0].amount");
        yield exactOut(funding(request, strategy, amount.token().chain()), amount);
      }
      case DISPOSE -> {
        IntentRequest.Target given = only(request);
        TokenAmount amount = amount(given, "assets[0].amount");
        yield exactIn(amount, funding(request, strategy, amount.token().chain()));
      }
      case SWAP -> swap(request);
    };
  }

  private Trade swap(IntentRequest request) throws Unresolvable {
    if (request.assets().size() != 2) {
      throw invalid("assets", "a SWAP names the asset sold and the asset bought");
    }
    if (request.funding() != null) {
      throw invalid("funding", "a SWAP names both of its assets");
    }
    IntentRequest.Target sold = request.assets().getFirst();
    IntentRequest.Target bought = request.assets().getLast();
    if ((sold.amount() == null) == (bought.amount() == null)) {
      throw invalid("assets", "exactly one of the two has an amount");
    }
    return sold.amount() != null
        ? exactIn(amount(sold, "assets[0].amount"), token(bought.asset()))
        : exactOut(token(sold.asset()), amount(bought, "assets[1].amount"));
  }

  private static Trade exactIn(TokenAmount sell, Token buy) throws Unresolvable {
    checkPair(sell.token(), buy);
    return new Trade.ExactIn(sell, buy);
  }

  private static Trade exactOut(Token sell, TokenAmount buy) throws Unresolvable {
    checkPair(sell, buy.token());
    return new Trade.ExactOut(sell, buy);
  }

  private static void checkPair(Token sell, Token buy) throws Unresolvable {
    if (!sell.chain().equals(buy.chain())) {
      throw invalid("assets", "both assets must be on one chain");
    }
    if (sell.equals(buy)) {
      throw invalid("assets", sell + " can't be exchanged for itself");
    }
  }

  private static IntentRequest.Target only(IntentRequest request) throws Unresolvable {
    if (request.assets().size() != 1) {
      throw invalid("assets", "an " + request.type() + " names exactly one asset");
    }
    return request.assets().getFirst();
  }

  private Token funding(IntentRequest request, StrategyConfig strategy, ChainId chain)
      throws Unresolvable {
    if (request.funding() != null) {
      return token(request.funding());
    }
    Token funding = strategy.funding().get(chain);
    if (funding == null) {
      throw new Unresolvable(new Rejection.NoFundingAsset(request.strategy(), chain));
    }
    return funding;
  }

  private TokenAmount amount(IntentRequest.Target target, String field) throws Unresolvable {
    Uint256 units = target.amount();
    if (units == null) {
      throw invalid(field, "is missing");
    }
    if (units.isZero()) {
      throw invalid(field, "is zero");
    }
    if (units.compareTo(LARGEST_AMOUNT) > 0) {
      throw invalid(field, units + " is above the largest amount, " + LARGEST_AMOUNT);
    }
    return token(target.asset()).amount(units);
  }

  private Token token(IntentRequest.AssetName name) throws Unresolvable {
    if (!chains.contains(name.chain())) {
      throw new Unresolvable(new Rejection.UnknownChain(name.chain()));
    }
    Token known =
        tokens
            .find(name.chain(), name.address())
            .orElseThrow(
                () -> new Unresolvable(new Rejection.UnknownToken(name.chain(), name.address())));
    if (name.symbol() != null && !name.symbol().equals(known.symbol())) {
      throw new Unresolvable(
          new Rejection.TokenMismatch(known, "the symbol " + name.symbol() + " was given"));
    }
    if (name.decimals() != null && name.decimals() != known.decimals()) {
      throw new Unresolvable(
          new Rejection.TokenMismatch(
              known, "it has " + known.decimals() + " decimals, not " + name.decimals()));
    }
    return known;
  }

  private Constraints constraints(IntentRequest.Terms terms, StrategyConfig strategy, Instant now)
      throws Unresolvable {
    Fraction slippage = terms.maxSlippage();
    Privacy privacy = terms.privacy();
    return new Constraints(
        slippage == null ? strategy.defaultSlippage() : slippage,
        terms.limitPrice(),
        window(terms, strategy, now),
        terms.maxGasCost(),
        terms.speed(),
        both("venues", terms.venues(), strategy.venues()),
        both("tokens", terms.tokens(), strategy.tokens()),
        privacy == null ? strategy.defaultPrivacy() : privacy,
        terms.style(),
        route(terms.route(), execution.narrowed(strategy.route())));
  }

  /** What the intent leaves open is the strategy's. */
  private static RouteTerms route(RouteTerms asked, RouteTerms usual) throws Unresolvable {
    return new RouteTerms(
        asked.maxPriceImpact() == null ? usual.maxPriceImpact() : asked.maxPriceImpact(),
        asked.maxHops() == null ? usual.maxHops() : asked.maxHops(),
        asked.maxLegs() == null ? usual.maxLegs() : asked.maxLegs(),
        asked.maxGas() == null ? usual.maxGas() : asked.maxGas(),
        both("pools", asked.pools(), usual.pools()));
  }

  private static <T> Selection<T> both(String what, Selection<T> asked, Selection<T> usual)
      throws Unresolvable {
    Optional<Selection<T>> both = asked.and(usual);
    if (both.isEmpty()) {
      throw invalid(
          "constraints.allowed_" + what,
          "none of the %d is left, where the strategy may use %s and not %s"
              .formatted(asked.allowed().size(), usual.allowed(), usual.denied()));
    }
    return both.get();
  }

  private static TimeWindow window(IntentRequest.Terms terms, StrategyConfig strategy, Instant now)
      throws Unresolvable {
    Duration window = terms.timeWindow();
    @Nullable Instant end = terms.deadline();
    if (window != null && end != null) {
      throw invalid("constraints.deadline", "is given together with time_window_ms");
    }
    if (end == null) {
      Duration length = window == null ? strategy.defaultWindow() : window;
      if (!length.isPositive() || length.compareTo(LONGEST) > 0) {
        throw invalid("constraints.time_window_ms", length.toMillis() + " is out of range");
      }
      end = now.plus(length);
    }
    if (!end.isAfter(now)) {
      throw new Unresolvable(new Rejection.DeadlinePassed(end));
    }
    Instant start = terms.notBefore() == null ? now : terms.notBefore();
    if (!start.isBefore(end)) {
      throw invalid("constraints.not_before", "is not before the deadline " + end);
    }
    return new TimeWindow(start, end);
  }

  private static Unresolvable invalid(String field, String problem) {
    return new Unresolvable(new Rejection.Invalid(field, problem));
  }

  /** Carries the reason out of the nested steps; it never leaves this class. */
  private static final class Unresolvable extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Rejection reason;

    Unresolvable(Rejection reason) {
      super(reason.message(), null, false, false);
      this.reason = reason;
    }
  }
}
