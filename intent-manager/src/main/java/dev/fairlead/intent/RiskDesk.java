package dev.fairlead.intent;

import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.Constraints;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.RiskCheck;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Trade;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds an intent against the {@link RiskPolicy}. Pure. */
final class RiskDesk {
  /** Says what an amount is worth in another token now; empty when nobody knows. */
  @FunctionalInterface
  interface Pricer {
    Optional<TokenAmount> value(TokenAmount amount, Token in);
  }

  private final RiskPolicy policy;

  RiskDesk(RiskPolicy policy) {
    this.policy = policy;
  }

  /** {@code widest} are the terms that no route of the intent's strategy may go beyond. */
  RiskVerdict check(
      Intent intent, RouteTerms widest, boolean hasPrivateChannel, Pricer pricer, Instant now) {
    List<RiskCheck> checks = new ArrayList<>();
    Optional<Rejection> refusal =
        tokens(intent, checks)
            .or(() -> slippage(intent, checks))
            .or(() -> route(intent.constraints().route(), widest, checks))
            .or(() -> deadline(intent, now, checks))
            .or(() -> channel(intent, hasPrivateChannel, checks))
            .or(() -> notional(intent, pricer, checks));
    return refusal
        .<RiskVerdict>map(reason -> new RiskVerdict.Denied(reason, checks))
        .orElseGet(() -> new RiskVerdict.Approved(checks));
  }

  private Optional<Rejection> tokens(Intent intent, List<RiskCheck> checks) {
    for (Token token : List.of(intent.trade().sell(), intent.trade().buy())) {
      if (policy.deniedTokens().contains(token)) {
        return Optional.of(new Rejection.TokenDenied(token));
      }
    }
    checks.add(
        new RiskCheck(
            "tokens",
            "%s and %s are known and none of the %d denied"
                .formatted(
                    intent.trade().sell(), intent.trade().buy(), policy.deniedTokens().size())));
    return Optional.empty();
  }

  private Optional<Rejection> slippage(Intent intent, List<RiskCheck> checks) {
    Fraction asked = intent.constraints().maxSlippage();
    if (asked.compareTo(policy.maxSlippage()) > 0) {
      return Optional.of(new Rejection.SlippageTooWide(asked, policy.maxSlippage()));
    }
    checks.add(new RiskCheck("slippage", asked + " of at most " + policy.maxSlippage()));
    return Optional.empty();
  }

  private static Optional<Rejection> route(
      RouteTerms asked, RouteTerms widest, List<RiskCheck> checks) {
    Fraction impact = asked.maxPriceImpact();
    Fraction most = widest.maxPriceImpact();
    if (impact != null && most != null && impact.compareTo(most) > 0) {
      return Optional.of(new Rejection.ImpactTooWide(impact, most));
    }
    Optional<Rejection> tooWide =
        tooWide("max_hops", asked.maxHops(), widest.maxHops())
            .or(() -> tooWide("max_legs", asked.maxLegs(), widest.maxLegs()))
            .or(() -> tooWide("max_gas", units(asked.maxGas()), units(widest.maxGas())));
    if (tooWide.isEmpty()) {
      checks.add(
          new RiskCheck(
              "route",
              "impact %s, hops %s, legs %s, gas %s; %d pools allowed, %d denied"
                  .formatted(
                      narrower(impact, most),
                      narrower(asked.maxHops(), widest.maxHops()),
                      narrower(asked.maxLegs(), widest.maxLegs()),
                      narrower(asked.maxGas(), widest.maxGas()),
                      asked.pools().allowed().size(),
                      asked.pools().denied().size())));
    }
    return tooWide;
  }

  private static Optional<Rejection> tooWide(
      String term, @Nullable Number asked, @Nullable Number widest) {
    return asked != null && widest != null && asked.longValue() > widest.longValue()
        ? Optional.of(new Rejection.RouteTermTooWide(term, asked.longValue(), widest.longValue()))
        : Optional.empty();
  }

  private static @Nullable Long units(@Nullable Gas gas) {
    return gas == null ? null : gas.value();
  }

  private static String narrower(@Nullable Object asked, @Nullable Object widest) {
    Object counts = asked == null ? widest : asked;
    return counts == null ? "any" : "up to " + counts;
  }

  private Optional<Rejection> deadline(Intent intent, Instant now, List<RiskCheck> checks) {
    Instant deadline = intent.constraints().window().deadline();
    Instant latest = now.plus(policy.maxWindow());
    if (!deadline.isAfter(now)) {
      return Optional.of(new Rejection.DeadlinePassed(deadline));
    }
    if (deadline.isAfter(latest)) {
      return Optional.of(new Rejection.DeadlineTooFar(deadline, latest));
    }
    checks.add(new RiskCheck("deadline", deadline + ", not after " + latest));
    return Optional.empty();
  }

  private static Optional<Rejection> channel(
      Intent intent, boolean hasPrivateChannel, List<RiskCheck> checks) {
    Constraints constraints = intent.constraints();
    if (constraints.privacy() == Privacy.PRIVATE && !hasPrivateChannel) {
      return Optional.of(new Rejection.NoPrivateChannel(intent.trade().chain()));
    }
    checks.add(new RiskCheck("channel", constraints.privacy().toString()));
    return Optional.empty();
  }

  private Optional<Rejection> notional(Intent intent, Pricer pricer, List<RiskCheck> checks) {
    TokenAmount limit = policy.notionalLimits().get(intent.trade().chain());
    if (limit == null) {
      checks.add(new RiskCheck("notional", "no limit is set"));
      return Optional.empty();
    }
    TokenAmount exact =
        switch (intent.trade()) {
          case Trade.ExactIn in -> in.sellAmount();
          case Trade.ExactOut out -> out.buyAmount();
        };
    Optional<TokenAmount> value =
        exact.token().equals(limit.token())
            ? Optional.of(exact)
            : pricer.value(exact, limit.token());
    if (value.isEmpty()) {
      return Optional.of(new Rejection.NotionalUnknown(exact.token()));
    }
    TokenAmount notional = value.get();
    if (notional.compareTo(limit) > 0) {
      return Optional.of(new Rejection.NotionalTooLarge(notional, limit));
    }
    checks.add(new RiskCheck("notional", notional + " of at most " + limit));
    return Optional.empty();
  }
}
