package dev.fairlead.intent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PlanBound;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.model.intent.Way;
import dev.fairlead.route.GraphRouter;
import dev.fairlead.route.RouteLimits;
import dev.fairlead.route.RouteRequest;
import dev.fairlead.route.RouteResult;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CeilingsTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void noPlanExceedsItsBoundWhichIsTheSameForTheSamePlan(long seed) throws InterruptedException {
    GeneratedMarket generated = GeneratedMarket.mixed(seed, 60, 15);
    GraphRouter router = new GraphRouter();
    int planned = 0;
    try (Ceilings ceilings = new Ceilings()) {
      for (int k = 1; k < 15; k++) {
        Token sell = generated.token(0);
        RouteRequest request =
            new RouteRequest(
                new Trade.ExactIn(
                    sell.amount(generated.worth(sell, Math.pow(2, k))), generated.token(k)),
                RouteLimits.of(3, 4),
                FeePerGas.ZERO,
                generated.wrappedNative());
        if (router.route(generated.market(), request) instanceof RouteResult.Found found) {
          Plan plan = found.route().toPlan(found.route().quoted(), new Way.Executor(""));
          PlanBound bound = ceilings.ask(plan, generated.market()).within(LONG);
          assertThat(bound)
              .isInstanceOfSatisfying(
                  PlanBound.AtMost.class,
                  most ->
                      assertThat(most.output())
                          .as("seed %s", seed)
                          .isGreaterThanOrEqualTo(plan.quoted()))
              .isEqualTo(ceilings.ask(plan, generated.market()).within(LONG));
          planned++;
        }
      }
    }
    assertThat(planned).isGreaterThan(5);
  }

  @Test
  void ringsForWhoeverWaitsAlsoWhenItWasToldBefore() throws InterruptedException {
    try (Ceilings ceilings = new Ceilings()) {
      Bell bell = new Bell();
      Ceilings.Question question = ceilings.ask(Samples.plan(), market());
      question.whenTold(bell);
      bell.await(LONG);
      assertThat(question.answer()).isPresent();

      Bell late = new Bell();
      question.whenTold(late);
      late.await(LONG);
      assertThat(question.answer()).contains(question.within(Duration.ZERO));
    }
  }

  @Test
  void answersAlsoOnceItIsClosed() throws InterruptedException {
    Ceilings ceilings = new Ceilings();
    Market market = market();
    List<Ceilings.Question> waiting =
        Stream.generate(() -> ceilings.ask(Samples.plan(), market)).limit(100).toList();
    ceilings.close();

    assertThat(ceilings.ask(Samples.plan(), market).within(Duration.ZERO))
        .isEqualTo(new PlanBound.Unknown("the node is closing"));
    for (Ceilings.Question question : waiting) {
      assertThat(question.within(LONG))
          .isNotEqualTo(new PlanBound.Unknown("it was not worked out in time"));
    }
  }

  @Test
  void saysWhereTooManyWait() throws InterruptedException {
    try (Ceilings ceilings = new Ceilings()) {
      Market market = GeneratedMarket.mixed(1, 500, 50).market();
      List<Ceilings.Question> questions =
          Stream.generate(() -> ceilings.ask(Samples.plan(), market)).limit(20_000).toList();

      assertThat(questions.getLast().within(Duration.ZERO))
          .isEqualTo(new PlanBound.Unknown("too many plans wait for theirs: 1000"));
    }
  }

  private static Market market() {
    return GeneratedMarket.mixed(1, 60, 15).market();
  }
}
