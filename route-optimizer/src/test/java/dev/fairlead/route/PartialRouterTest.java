package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.Quote;
import dev.fairlead.venue.balancer.v2.BalancerV2Pool;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PartialRouterTest {
  private static final long SEED = Long.getLong("fairlead.seed", 20_261_129L);
  private static final ChainId CHAIN = new ChainId(1);
  private static final Token IN = token(1);
  private static final Token MIDDLE = token(2);
  private static final Token OUT = token(3);

  private final Random random = new Random(SEED);

  /** Pools of fewer units are not routed over at all. */
  @Test
  void keepsTheLimitExactlyAndMissesOnlyWhatRoundingLetsThroughInMarketsOfFewUnits() {
    int inPart = 0;
    for (int round = 0; round < 24; round++) {
      boolean twoHops = round % 2 == 1;
      List<Pool> pools =
          twoHops ? List.of(pair(1, IN, MIDDLE), pair(2, MIDDLE, OUT)) : List.of(pair(1, IN, OUT));
      long amount = 20_000L + random.nextInt(30_000);
      LimitPrice limit = limit(pools);
      Route route = found(router().route(market(pools), request(amount, 1), limit));
      long sold = route.sell().units().toLongExact();
      String what = "seed %d, round %d, %d at %s".formatted(SEED, round, amount, limit);
      assertThat(route.quoted().units())
          .as(what)
          .isGreaterThanOrEqualTo(limit.leastBuyFor(route.sell().units()));
      assertThat(output(pools, sold)).as(what).isEqualTo(route.quoted().units().toLongExact());
      inPart += sold < amount ? 1 : 0;
      // Twice what the hops' rounding can cost: a unit, and a unit between them at its price.
      long slack = twoHops ? 4 + 2 * output(pools.subList(1, 2), 1) : 2;
      long missed = 0;
      for (long more = sold + 1; more <= amount; more++) {
        long least = limit.leastBuyFor(Uint256.of(more)).toLongExact();
        missed = output(pools, more) > least + slack ? more : missed;
      }
      assertThat(missed).as("%s: %d is sold", what, sold).isZero();
    }
    assertThat(inPart).isGreaterThan(8);
  }

  @Test
  void sellsToAMillionthWhatTheLimitAllowsOverManyPools() {
    int inPart = 0;
    for (int round = 0; round < 12; round++) {
      GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 60, 12);
      Token sell = generated.token(random.nextInt(6));
      Token buy = generated.token(6 + random.nextInt(6));
      Uint256 amount = generated.worth(sell, 1_000_000);
      if (!(routed(generated, sell, buy, generated.worth(sell, 100))
              instanceof RouteResult.Found small)
          || !(routed(generated, sell, buy, amount.shiftRight(2))
              instanceof RouteResult.Found large)) {
        continue;
      }
      // Half way between the price of a little and that of a quarter.
      Uint256 dear =
          small.route().quoted().units().mulDivDown(amount, small.route().sell().units());
      Uint256 cheap =
          large.route().quoted().units().mulDivDown(amount, large.route().sell().units());
      LimitPrice limit = new LimitPrice(amount, dear.plus(cheap).shiftRight(1));

      Route route =
          found(router().route(generated.market(), request(generated, sell, buy, amount), limit));

      Uint256 sold = route.sell().units();
      String what = "seed %d, round %d".formatted(SEED, round);
      assertThat(sold).as(what).isLessThan(amount);
      assertThat(route.quoted().units()).as(what).isGreaterThanOrEqualTo(limit.leastBuyFor(sold));
      assertThat(Routes.executed(generated.market(), route.legs()))
          .isEqualTo(route.quoted().units());
      // The router's own answers are not smooth to a millionth; a sixty-fourth tells for certain.
      Uint256 more = sold.plus(sold.shiftRight(6));
      RouteResult beyond = routed(generated, sell, buy, more);
      assertThat(
              beyond instanceof RouteResult.Found(Route other, var _, var _)
                  && other.quoted().units().isAtLeast(limit.leastBuyFor(more)))
          .as(what)
          .isFalse();
      inPart++;
    }
    assertThat(inPart).isGreaterThan(5);
  }

  @Test
  void sellsWhatThePoolsAreDeepEnoughFor() {
    Uint256 deep = Uint256.of(10).pow(24);
    Uint256 half = Uint256.of(5).times(Uint256.of(10).pow(17));
    Pool pool =
        BalancerV2Pool.weighted(facts(Bytes32.LENGTH, 1, IN, OUT), List.of(half, half), deep, deep);
    Market market = market(List.of(pool));
    LimitPrice generous = new LimitPrice(Uint256.of(1_000), Uint256.ONE);
    Trade trade = new Trade.ExactIn(IN.amount(deep), OUT);
    RouteRequest request = new RouteRequest(trade, RouteLimits.of(2, 1), FeePerGas.ZERO, IN);
    assertThat(new GraphRouter().route(market, request)).isInstanceOf(RouteResult.NotFound.class);

    // Less its fee, the pool takes at most three tenths of its balance in one trade.
    Uint256 most = deep.times(Uint256.of(300)).dividedBy(Uint256.of(997));
    Uint256 sold = found(router().route(market, request, generous)).sell().units();

    assertThat(sold).isBetween(most.minus(most.shiftRight(19)), most.plus(Uint256.ONE));
  }

  @Test
  void sellsWhatTheRequestsOwnLimitsAllow() {
    Uint256 deep = Uint256.of(10).pow(24);
    Market market = market(List.of(pair(1, IN, OUT, deep, deep)));
    Fraction onePercent = Fraction.ofBasisPoints(100);
    RouteRequest request =
        new RouteRequest(
            new Trade.ExactIn(IN.amount(deep.shiftRight(2)), OUT),
            new RouteLimits(
                2,
                4,
                onePercent,
                Selection.everything(),
                Selection.everything(),
                Selection.everything(),
                null),
            FeePerGas.ZERO,
            IN);

    Route route =
        found(router().route(market, request, new LimitPrice(Uint256.of(1_000), Uint256.ONE)));

    assertThat(route.priceImpact())
        .isLessThanOrEqualTo(onePercent)
        .isGreaterThan(new Fraction(9_999_000));
  }

  @Test
  void givesTheRoutersOwnAnswerWhereTheWholeAmountGetsThePrice() {
    Market market = market(List.of(pair(1, IN, OUT)));
    LimitPrice generous = new LimitPrice(Uint256.of(1_000_000), Uint256.ONE);

    assertThat(router().route(market, request(1_000, 4), generous))
        .isInstanceOf(RouteResult.Found.class)
        .isEqualTo(new GraphRouter().route(market, request(1_000, 4)));
  }

  @Test
  void saysHowFarTheMarketIsFromALimitThatItNeverMeets() {
    Uint256 deep = Uint256.of(10).pow(24);
    Market market = market(List.of(pair(1, IN, OUT, deep, deep)));
    LimitPrice greedy = new LimitPrice(Uint256.of(100), Uint256.of(101));
    int[] asked = new int[1];
    PartialRouter counted =
        new PartialRouter((snapshot, request) -> {
          asked[0]++;
          return new GraphRouter().route(snapshot, request);
        });
    RouteRequest request =
        new RouteRequest(
            new Trade.ExactIn(IN.amount(deep.shiftRight(2)), OUT),
            RouteLimits.of(2, 4),
            FeePerGas.ZERO,
            IN);

    assertThat(counted.route(market, request, greedy))
        .isInstanceOfSatisfying(
            RouteResult.NotFound.class,
            none ->
                assertThat(none.reason())
                    .isInstanceOfSatisfying(
                        Rejection.LimitPriceNotMet.class,
                        missed -> {
                          // What a millionth of the amount would give, and would have to.
                          Uint256 part = deep.shiftRight(22);
                          assertThat(missed.required().units()).isEqualTo(greedy.leastBuyFor(part));
                          assertThat(missed.quoted()).isLessThan(missed.required());
                          assertThat(missed.quoted().units())
                              .isGreaterThan(part.mulDivDown(Uint256.of(99), Uint256.of(100)));
                        }));
    assertThat(asked[0]).isEqualTo(6);
  }

  @Test
  void keepsTheRoutersReasonWhereNoPartCanBeRouted() {
    Market market = market(List.of(pair(1, IN, MIDDLE)));
    LimitPrice limit = new LimitPrice(Uint256.ONE, Uint256.ONE);

    assertThat(router().route(market, request(1_000, 4), limit))
        .isInstanceOfSatisfying(
            RouteResult.NotFound.class,
            none -> assertThat(none.reason()).isInstanceOf(Rejection.NoRoute.class));
  }

  @Test
  void takesNoRequestWhoseOutputIsGiven() {
    Market market = market(List.of(pair(1, IN, OUT)));
    RouteRequest request =
        new RouteRequest(
            new Trade.ExactOut(IN, OUT.amount(Uint256.of(10))),
            RouteLimits.of(2, 4),
            FeePerGas.ZERO,
            IN);
    assertThatThrownBy(
            () -> router().route(market, request, new LimitPrice(Uint256.ONE, Uint256.ONE)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RouteResult routed(
      GeneratedMarket generated, Token sell, Token buy, Uint256 amount) {
    return new GraphRouter().route(generated.market(), request(generated, sell, buy, amount));
  }

  private static RouteRequest request(
      GeneratedMarket generated, Token sell, Token buy, Uint256 amount) {
    return new RouteRequest(
        new Trade.ExactIn(sell.amount(amount), buy),
        RouteLimits.of(4, 4),
        FeePerGas.ZERO,
        generated.wrappedNative());
  }

  private static RouteRequest request(long amount, int legs) {
    return new RouteRequest(
        new Trade.ExactIn(IN.amount(Uint256.of(amount)), OUT),
        RouteLimits.of(2, legs),
        FeePerGas.ZERO,
        IN);
  }

  /** What an amount gives along a path of pairs; nothing where one gives nothing. */
  private static long output(List<Pool> path, long amount) {
    Uint256 carried = Uint256.of(amount);
    for (Pool pool : path) {
      Token in = pool.tokens().getFirst();
      if (!(pool.quoteExactIn(in, pool.tokens().getLast(), carried)
          instanceof Quote.Filled filled)) {
        return 0;
      }
      carried = filled.amountOut();
    }
    return carried.toLongExact();
  }

  /** Each for one market: a router follows the markets that it is asked about. */
  private static PartialRouter router() {
    return new PartialRouter(new GraphRouter());
  }

  private static Route found(RouteResult result) {
    assertThat(result).isInstanceOf(RouteResult.Found.class);
    return ((RouteResult.Found) result).route();
  }

  /** A limit between the price of a little and one that is a seventh worse. */
  private LimitPrice limit(List<Pool> path) {
    long little = 2_000;
    long gives = output(path, little);
    return new LimitPrice(
        Uint256.of(little * 1_000), Uint256.of(gives * (860 + random.nextInt(130))));
  }

  private Pool pair(int number, Token one, Token other) {
    return pair(number, one, other, reserve(), reserve());
  }

  private static Pool pair(int number, Token one, Token other, Uint256 held, Uint256 holds) {
    return new UniswapV2Pool(
        facts(Address.LENGTH, number, one, other), PairFee.ofBasisPoints(30), held, holds);
  }

  private static PoolFacts facts(int keyLength, int number, Token one, Token other) {
    byte[] key = new byte[keyLength];
    key[0] = (byte) number;
    return new PoolFacts(
        new PoolId(CHAIN, new VenueId("pairs"), Bytes.of(key)),
        List.of(one, other),
        new Gas(90_000));
  }

  private Uint256 reserve() {
    return Uint256.of(150_000 + random.nextInt(150_000));
  }

  private static Market market(List<Pool> pools) {
    return Market.of(
        new BlockRef(new BlockNumber(1), new BlockHash(Bytes32.wrap(new byte[32]))), pools);
  }

  private static Token token(int number) {
    return new Token(
        CHAIN,
        Address.of(Uint256.of(number).toBytes32(), 12, Address.LENGTH),
        "T" + number,
        3 * number);
  }
}
