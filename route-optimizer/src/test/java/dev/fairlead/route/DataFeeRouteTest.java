package dev.fairlead.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.generated.GeneratedMarket;
import dev.fairlead.route.generated.GeneratedPools;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes where a rollup takes something for bytes. */
class DataFeeRouteTest {
  private static final ChainId CHAIN = new ChainId(8_453);
  private static final Token ETHER = token(1, "WETH");
  private static final Token DOLLAR = token(2, "DAI");
  private static final Token OTHER = token(3, "USDS");
  private static final FeePerGas GAS_PRICE = FeePerGas.of(1_000_000);
  private static final long HOP_GAS = GeneratedPools.HOP_GAS;

  /** Two pools alike, and a detour by a third and fourth that gives a little more. */
  private static final Market MARKET =
      Market.of(
          new BlockRef(new BlockNumber(1), new BlockHash(Bytes32.ZERO)),
          List.of(
              pool(1, ETHER, DOLLAR, "1000", "3000000"),
              pool(2, ETHER, DOLLAR, "1000", "3000000"),
              pool(3, ETHER, OTHER, "1000", "3050000"),
              pool(4, DOLLAR, OTHER, "3000000", "3000000")));

  private final GraphRouter router = new GraphRouter();

  @Test
  void splitsOverMoreLegsOnlyWhereThatPaysForTheirBytes() {
    RouteLimits direct = RouteLimits.of(1, 4);
    // Splitting two ether gains about 6 dollars, 0.002 ether, for a hop of 24 bytes.
    assertThat(found(DataFee.none(), direct).legs()).hasSize(2);
    assertThat(found(opStack(10_000_000_000L), direct).legs()).hasSize(2);
    assertThat(found(opStack(1_000_000_000_000_000L), direct).legs()).hasSize(1);
    assertThat(found(new DataFee.Arbitrum(wei(1_000_000_000_000_000L)), direct).legs()).hasSize(1);
  }

  @Test
  void takesTheShorterPathWhereBytesAreDear() {
    RouteLimits single = RouteLimits.of(2, 1);
    assertThat(found(DataFee.none(), single).legs().getFirst().hops()).hasSize(2);
    assertThat(found(opStack(10_000_000_000L), single).legs().getFirst().hops()).hasSize(2);
    assertThat(found(opStack(10_000_000_000_000_000L), single).legs().getFirst().hops()).hasSize(1);
  }

  @Test
  void weighsBytesInWhatIsSoldWhereTheOutputIsGiven() {
    Trade trade = new Trade.ExactOut(ETHER, amount(DOLLAR, "6000"));
    assertThat(found(trade, DataFee.none(), RouteLimits.of(1, 4)).legs()).hasSize(2);
    assertThat(found(trade, opStack(1_000_000_000_000_000L), RouteLimits.of(1, 4)).legs())
        .hasSize(1);
  }

  @Test
  void paysTheOperatorForGas() {
    DataFee operator =
        new DataFee.OpStack(
            Uint256.ONE, Uint256.ZERO, 1, 0, Uint256.of(10).pow(18), Uint256.ZERO, true);
    assertThat(found(operator, RouteLimits.of(1, 4)).legs()).hasSize(1);
  }

  @Test
  void saysWhatTheTransactionAndEachOfItsLegsPayForBytes() {
    NetworkFee fee = new NetworkFee(GAS_PRICE, opStack(10_000_000_000L));
    RouteResult.Found result = result(sale(), fee, RouteLimits.of(1, 4));
    Route route = result.route();
    int bytes =
        MARKET.pools().stream().limit(2).mapToInt(pool -> pool.hop(ETHER, DOLLAR).bytes()).sum();
    assertThat(bytes).isEqualTo(48);
    assertThat(route.gas()).isEqualTo(new Gas(NetworkFee.TRANSACTION_GAS.value() + 2 * HOP_GAS));
    assertThat(route.dataCost()).isEqualTo(fee.beside(new Gas(2 * HOP_GAS), bytes));
    List<Candidate> chosen = result.considered().stream().filter(Candidate::chosen).toList();
    assertThat(chosen).hasSize(2);
    Wei legs = chosen.stream().map(Candidate::dataCost).reduce(Wei.ZERO, Wei::plus);
    assertThat(route.dataCost().minus(fee.beside(Gas.ZERO, 0)).value().toDouble())
        .isCloseTo(legs.value().toDouble(), withinPercentage(5));
  }

  @Test
  void countsTheBytesAmongTheGasWhereTheRollupDoes() {
    DataFee fee = new DataFee.Arbitrum(wei(100_000_000));
    Route route = found(fee, RouteLimits.of(1, 1));
    long used = NetworkFee.TRANSACTION_GAS.value() + HOP_GAS;
    // A hundred gas a byte.
    assertThat(route.gas()).isEqualTo(new Gas(used + 21_900));
    assertThat(route.dataCost()).isEqualTo(Wei.ZERO);
    RouteLimits tight = limits(new Gas(used + 1_000));
    assertThat(router.route(MARKET, request(sale(), new NetworkFee(GAS_PRICE, fee), tight)))
        .isInstanceOfSatisfying(
            RouteResult.NotFound.class,
            none ->
                assertThat(none.reason())
                    .isEqualTo(new Rejection.RouteGasTooHigh(route.gas(), new Gas(used + 1_000))));
    assertThat(found(DataFee.none(), tight).gas()).isEqualTo(new Gas(used));
  }

  @Test
  void weighsBytesAlsoWhereGasCostsNothing() {
    NetworkFee fee = new NetworkFee(FeePerGas.ZERO, opStack(1_000_000_000_000_000L));
    assertThat(result(sale(), fee, RouteLimits.of(1, 4)).route().legs()).hasSize(1);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {41})
  void noCandidateAloneLeavesMoreThanTheRoute(long seed) {
    Random random = new Random(seed);
    int compared = 0;
    for (int i = 0; i < 40; i++) {
      GeneratedMarket generated = GeneratedMarket.mixed(random.nextLong(), 60, 12);
      Token sell = generated.token(random.nextInt(6));
      Token buy = generated.token(6 + random.nextInt(6));
      Uint256 amount = generated.worth(sell, Math.exp(random.nextDouble() * 6) * 1_000);
      NetworkFee fee = new NetworkFee(GAS_PRICE, opStack(1L << (20 + random.nextInt(36))));
      RouteResult result =
          new GraphRouter()
              .route(
                  generated.market(),
                  new RouteRequest(
                      new Trade.ExactIn(sell.amount(amount), buy),
                      RouteLimits.of(4, 4),
                      fee,
                      generated.wrappedNative()));
      if (!(result instanceof RouteResult.Found found) || found.nativeWorth() == null) {
        continue;
      }
      BigDecimal net =
          net(found, found.route().quoted().units(), cost(fee, found))
              .add(new BigDecimal("1e-12").multiply(decimal(found.route().quoted().units())));
      for (Candidate candidate : found.considered()) {
        Wei whole =
            fee.cost(
                NetworkFee.TRANSACTION_GAS.plus(candidate.gas()),
                candidate.dataCost().plus(fee.beside(Gas.ZERO, 0)));
        assertThat(net.add(BigDecimal.TEN))
            .as("seed %d, market %d: %s", seed, i, candidate)
            .isGreaterThanOrEqualTo(net(found, candidate.amountOut(), whole));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(60);
  }

  private static Wei cost(NetworkFee fee, RouteResult.Found found) {
    return fee.cost(found.route().gas(), found.route().dataCost());
  }

  private static BigDecimal net(RouteResult result, Uint256 output, Wei cost) {
    TokenAmount worth = Objects.requireNonNull(result.worth(cost));
    return decimal(output).subtract(decimal(worth.units()));
  }

  private static BigDecimal decimal(Uint256 units) {
    return new BigDecimal(units.toBigInteger());
  }

  /** With this base fee below. */
  private static DataFee opStack(long l1BaseFee) {
    return new DataFee.OpStack(
        wei(l1BaseFee), Uint256.ZERO, 62_500, 0, Uint256.ZERO, Uint256.ZERO, true);
  }

  private static Trade sale() {
    return new Trade.ExactIn(amount(ETHER, "2"), DOLLAR);
  }

  private Route found(DataFee fee, RouteLimits limits) {
    return found(sale(), fee, limits);
  }

  private Route found(Trade trade, DataFee fee, RouteLimits limits) {
    return result(trade, new NetworkFee(GAS_PRICE, fee), limits).route();
  }

  private RouteResult.Found result(Trade trade, NetworkFee fee, RouteLimits limits) {
    RouteResult result = router.route(MARKET, request(trade, fee, limits));
    assertThat(result).isInstanceOf(RouteResult.Found.class);
    return (RouteResult.Found) result;
  }

  private static RouteRequest request(Trade trade, NetworkFee fee, RouteLimits limits) {
    return new RouteRequest(trade, limits, fee, ETHER);
  }

  private static RouteLimits limits(Gas most) {
    return new RouteLimits(
        1,
        1,
        Fraction.ONE,
        Selection.everything(),
        Selection.everything(),
        Selection.everything(),
        most);
  }

  private static Uint256 wei(long wei) {
    return Uint256.of(wei);
  }

  private static TokenAmount amount(Token token, String whole) {
    return token.amount(
        Uint256.of(new BigDecimal(whole).movePointRight(token.decimals()).toBigIntegerExact()));
  }

  private static Pool pool(int number, Token one, Token other, String held, String against) {
    return new GeneratedPools(CHAIN, number)
        .constantProduct(one, other, amount(one, held).units(), amount(other, against).units(), 30);
  }

  /** At an address without zeros, as nearly all are. */
  private static Token token(int number, String symbol) {
    byte[] address = new byte[Address.LENGTH];
    Arrays.fill(address, (byte) 7);
    address[Address.LENGTH - 1] = (byte) number;
    return new Token(CHAIN, Address.of(address), symbol, 18);
  }
}
