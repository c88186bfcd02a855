package dev.fairlead.intent;

import static dev.fairlead.intent.Samples.USDC;
import static dev.fairlead.intent.Samples.WETH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.intent.GasInputs;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.RiskCheck;
import dev.fairlead.model.intent.Way;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.feed.FeedReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PriceGuardTest {
  private static final Fraction TWO_PERCENT = Fraction.ofBasisPoints(200);
  private static final TokenAmount ETHER = WETH.amount(Uint256.of(10).pow(18));

  private final List<String> told = new ArrayList<>();
  private final ManualClock clock = new ManualClock();
  private final MemoryChain chain =
      new MemoryChain(clock, new Ledger(MemoryVenue.pair(2_500_000, 1_000)));

  @Test
  void passesPlansUpToTheLimitInEitherDirectionAndSaysSo() {
    PriceGuard guard = guard(TWO_PERCENT, false);
    see(guard, 2_500_000);
    long worth = worth(guard);
    long apart = worth / 50;

    for (long quoted : List.of(worth, worth - apart, worth + apart)) {
      assertThat(checks(guard.judge(plan(quoted))))
          .singleElement()
          .satisfies(check -> {
            assertThat(check.name()).isEqualTo("price");
            assertThat(check.detail()).contains("by the average", "of at most 2 %");
          });
    }
    for (long quoted : List.of(worth - apart - 1, worth + apart + 1)) {
      assertThat(guard.judge(plan(quoted)))
          .isInstanceOfSatisfying(
              Planner.Outcome.NotFound.class,
              none ->
                  assertThat(none.reason())
                      .isInstanceOfSatisfying(
                          Rejection.PriceDeviates.class,
                          far -> {
                            assertThat(far.worth()).isEqualTo(USDC.amount(Uint256.of(worth)));
                            assertThat(far.quoted()).isEqualTo(USDC.amount(Uint256.of(quoted)));
                            assertThat(far.deviation()).isGreaterThan(TWO_PERCENT);
                            assertThat(far.limit()).isEqualTo(TWO_PERCENT);
                          }));
    }
    assertThat(told.subList(0, 5))
        .containsExactly(
            "average within",
            "average within",
            "average within",
            "average beyond",
            "average beyond");
  }

  @Test
  void tellsThatFarMoreThanTheWorthIsAllOfItApart() {
    PriceGuard guard = guard(TWO_PERCENT, false);
    see(guard, 2_500_000);

    assertThat(guard.judge(plan(worth(guard) * 5)))
        .isInstanceOfSatisfying(
            Planner.Outcome.NotFound.class,
            none ->
                assertThat(((Rejection.PriceDeviates) none.reason()).deviation())
                    .isEqualTo(Fraction.ONE));
  }

  @Test
  void refusesWithoutAPriceUnlessThatIsAllowed() {
    assertThat(guard(TWO_PERCENT, false).judge(plan(2_500_000_000L)))
        .isInstanceOfSatisfying(
            Planner.Outcome.NotFound.class,
            none ->
                assertThat(none.reason())
                    .isEqualTo(
                        new Rejection.NoReferencePrice(
                            WETH, USDC, "the node knows the price of 0 of 3 blocks")));
    assertThat(checks(guard(TWO_PERCENT, true).judge(plan(2_500_000_000L))))
        .containsExactly(
            new RiskCheck(
                "price",
                "not compared, which is allowed: the node knows the price of 0 of 3 blocks"));
    assertThat(told).containsExactly("average missing false", "average missing true");
  }

  @Test
  void comparesNothingWhereNothingIsConfigured() {
    PriceGuard none = guard(PriceReferences.NONE);
    Planner.Outcome.Found plan = plan(1);
    assertThat(none.judge(plan)).isEqualTo(plan);
    assertThat(told).isEmpty();
  }

  private PriceGuard guard(Fraction limit, boolean allowMissing) {
    return guard(
        new PriceReferences(
            Map.of(), List.of(new PriceReferences.Pair(USDC, WETH)), 3, limit, allowMissing));
  }

  private PriceGuard guard(PriceReferences references) {
    return new PriceGuard(
        Samples.CHAIN,
        references,
        new FeedPrices(new FeedReader(chain), references.feeds(), clock),
        new AveragePrices(new GraphRouter(), WETH, references.averages(), references.window()),
        new IntentObserver() {
          @Override
          public void priceCompared(ChainId at, String source, Fraction deviation, boolean within) {
            told.add(source + (within ? " within" : " beyond"));
          }

          @Override
          public void priceMissing(ChainId at, String source, boolean allowed) {
            told.add(source + " missing " + allowed);
          }
        });
  }

  private static void see(PriceGuard guard, long dollars) {
    for (int height = 1; height <= 3; height++) {
      guard.see(Market.of(Samples.block(height), List.of(MemoryVenue.pair(dollars, 1_000))));
    }
  }

  /** What an ether is worth by the guard: asked for by a plan that is refused. */
  private long worth(PriceGuard guard) {
    Planner.Outcome.NotFound none = (Planner.Outcome.NotFound) guard.judge(plan(1));
    told.clear();
    return ((Rejection.PriceDeviates) none.reason()).worth().units().toLongExact();
  }

  private static List<RiskCheck> checks(Planner.Outcome outcome) {
    assertThat(outcome).isInstanceOf(Planner.Outcome.Found.class);
    return ((Planner.Outcome.Found) outcome).grounds().checks();
  }

  private static Planner.Outcome.Found plan(long quoted) {
    Uint256 out = Uint256.of(quoted);
    Hop hop = new Hop(MemoryVenue.pair(2_500_000, 1_000).id(), WETH, USDC, ETHER.units(), out);
    return new Planner.Outcome.Found(
        new Plan(
            Samples.block(4),
            ETHER,
            USDC.amount(out),
            USDC.amount(Uint256.ONE),
            List.of(new Leg(List.of(hop))),
            Fraction.ZERO,
            new Gas(100_000),
            new Way.Executor("")),
        List.of(),
        new GasInputs(
            Samples.block(4), FeePerGas.of(1), FeePerGas.of(1), null, null, DataFee.none()),
        Grounds.UNTOLD);
  }
}
