package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.START;
import static dev.fairlead.intent.Samples.USDC;
import static dev.fairlead.intent.Samples.WETH;
import static dev.fairlead.intent.Samples.units;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.Constraints;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.RiskCheck;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RiskDeskTest {
  private static final RiskDesk.Pricer NO_PRICE = (_, _) -> Optional.empty();

  private static final String[] BEFORE_NOTIONAL = {
    "tokens", "slippage", "route", "deadline", "channel"
  };

  @Test
  void writesDownEachCheckThatItPassed() {
    RiskVerdict verdict = check(policy(Set.of(), Map.of()), Privacy.PUBLIC, true, START);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            RiskVerdict.Approved.class,
            approved ->
                assertThat(approved.checks())
                    .extracting(RiskCheck::name)
                    .containsExactly(
                        "tokens", "slippage", "route", "deadline", "channel", "notional"));
  }

  @Test
  void deniesTokensOnTheList() {
    for (Token token : Set.of(USDC, WETH)) {
      assertDenied(
          check(policy(Set.of(token), Map.of()), Privacy.PUBLIC, true, START),
          new Rejection.TokenDenied(token));
    }
  }

  @Test
  @DisplayName("failures #159: slippage beyond the limit is refused, and 100 % can't be configured")
  void deniesSlippageBeyondTheLimit() {
    RiskPolicy tight =
        new RiskPolicy(Fraction.ofBasisPoints(49), Duration.ofHours(1), Set.of(), Map.of());
    assertDenied(
        check(tight, Privacy.PUBLIC, true, START),
        new Rejection.SlippageTooWide(Fraction.ofBasisPoints(50), Fraction.ofBasisPoints(49)),
        "tokens");
    assertThatThrownBy(() -> new RiskPolicy(Fraction.ONE, Duration.ofHours(1), Set.of(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @DisplayName("failures #120: deadlines in the past and too far ahead")
  void deniesDeadlinesOutsideOfTheirBounds() {
    assertDenied(
        check(policy(Set.of(), Map.of()), Privacy.PUBLIC, true, Samples.DEADLINE),
        new Rejection.DeadlinePassed(Samples.DEADLINE),
        "tokens",
        "slippage",
        "route");
    Instant early = Samples.DEADLINE.minus(Duration.ofHours(2));
    assertDenied(
        check(policy(Set.of(), Map.of()), Privacy.PUBLIC, true, early),
        new Rejection.DeadlineTooFar(Samples.DEADLINE, early.plus(Duration.ofHours(1))),
        "tokens",
        "slippage",
        "route");
  }

  @Test
  void deniesPrivacyWithoutAChannel() {
    assertDenied(
        check(policy(Set.of(), Map.of()), Privacy.PRIVATE, false, START),
        new Rejection.NoPrivateChannel(Samples.CHAIN),
        "tokens",
        "slippage",
        "route",
        "deadline");
    assertThat(check(policy(Set.of(), Map.of()), Privacy.PUBLIC, false, START))
        .isInstanceOf(RiskVerdict.Approved.class);
  }

  @Test
  void holdsTheNotionalAgainstTheLimitInItsOwnToken() {
    assertThat(notional(USDC, 1_000_000, NO_PRICE)).isInstanceOf(RiskVerdict.Approved.class);
    assertDenied(
        notional(USDC, 999_999, NO_PRICE),
        new Rejection.NotionalTooLarge(USDC.amount(units(1_000_000)), USDC.amount(units(999_999))),
        BEFORE_NOTIONAL);
  }

  @Test
  void pricesTheNotionalInAnotherToken() {
    assertThat(notional(WETH, 10, (_, in) -> Optional.of(in.amount(units(11)))))
        .isInstanceOf(RiskVerdict.Denied.class);
    assertThat(notional(WETH, 10, (_, in) -> Optional.of(in.amount(units(10)))))
        .isInstanceOf(RiskVerdict.Approved.class);
    assertDenied(
        notional(WETH, 10, NO_PRICE), new Rejection.NotionalUnknown(USDC), BEFORE_NOTIONAL);
  }

  /** The checks before the one that denied are told with it. */
  private static void assertDenied(RiskVerdict verdict, Rejection reason, String... passed) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            RiskVerdict.Denied.class,
            denied -> {
              assertThat(denied.reason()).isEqualTo(reason);
              assertThat(denied.passed()).extracting(RiskCheck::name).containsExactly(passed);
            });
  }

  @Test
  void deniesTermsOfARouteThatAreWiderThanTheStrategys() {
    RouteTerms widest =
        new RouteTerms(Fraction.ofBasisPoints(100), 3, 4, new Gas(900_000), Selection.everything());
    assertDenied(
        route(
            new RouteTerms(Fraction.ofBasisPoints(101), null, null, null, Selection.everything()),
            widest),
        new Rejection.ImpactTooWide(Fraction.ofBasisPoints(101), Fraction.ofBasisPoints(100)),
        "tokens",
        "slippage");
    assertDenied(
        route(new RouteTerms(null, 4, null, null, Selection.everything()), widest),
        new Rejection.RouteTermTooWide("max_hops", 4, 3),
        "tokens",
        "slippage");
    assertDenied(
        route(new RouteTerms(null, 3, 5, null, Selection.everything()), widest),
        new Rejection.RouteTermTooWide("max_legs", 5, 4),
        "tokens",
        "slippage");
    assertDenied(
        route(new RouteTerms(null, 3, 4, new Gas(900_001), Selection.everything()), widest),
        new Rejection.RouteTermTooWide("max_gas", 900_001, 900_000),
        "tokens",
        "slippage");
    assertThat(route(widest, widest)).isInstanceOf(RiskVerdict.Approved.class);
  }

  private static RiskVerdict route(RouteTerms asked, RouteTerms widest) {
    Intent usual = intent(Privacy.PUBLIC);
    Constraints constraints = usual.constraints();
    Intent intent =
        new Intent(
            usual.id(),
            usual.strategy(),
            usual.type(),
            usual.trade(),
            new Constraints(
                constraints.maxSlippage(),
                null,
                constraints.window(),
                null,
                null,
                constraints.venues(),
                constraints.tokens(),
                constraints.privacy(),
                constraints.style(),
                asked));
    return new RiskDesk(policy(Set.of(), Map.of())).check(intent, widest, true, NO_PRICE, START);
  }

  private static RiskVerdict notional(Token in, long limit, RiskDesk.Pricer pricer) {
    RiskPolicy policy = policy(Set.of(), Map.of(Samples.CHAIN, in.amount(units(limit))));
    return new RiskDesk(policy).check(intent(Privacy.PUBLIC), RouteTerms.OPEN, true, pricer, START);
  }

  private static RiskVerdict check(
      RiskPolicy policy, Privacy privacy, boolean channel, Instant now) {
    return new RiskDesk(policy).check(intent(privacy), RouteTerms.OPEN, channel, NO_PRICE, now);
  }

  private static RiskPolicy policy(Set<Token> denied, Map<ChainId, TokenAmount> limits) {
    return new RiskPolicy(Fraction.ofBasisPoints(500), Duration.ofHours(1), denied, limits);
  }

  private static Intent intent(Privacy privacy) {
    return new Intent(
        Samples.ID,
        Samples.STRATEGY,
        IntentType.SWAP,
        Samples.sell(1_000_000),
        Samples.constraints(ExecutionStyle.ADAPTIVE, privacy));
  }
}
