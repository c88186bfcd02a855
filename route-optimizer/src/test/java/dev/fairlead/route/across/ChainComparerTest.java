package dev.fairlead.route.across;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.model.ChainId;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.route.NetworkFee;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class ChainComparerTest {
  private static final BigDecimal THOUSAND = new BigDecimal("1000");

  private static Chains.Terms deep(long gwei) {
    return new Chains.Terms(6, "30000000", "10000", gwei, null);
  }

  private static List<Long> order(Comparison comparison) {
    return comparison.offers().stream().map(offer -> offer.stand().chain().value()).toList();
  }

  private static BigDecimal net(Comparison comparison) {
    return comparison.best().open().subtract(comparison.best().gas());
  }

  @Test
  void putsTheChainFirstThatGivesMostNetOfGas() {
    Stand dear = Chains.selling(1, new Chains.Terms(6, "30000000", "10010", 300, null));
    Stand cheap = Chains.selling(10, deep(1));
    Comparison comparison =
        ChainComparer.compare(List.of(dear, cheap), Exact.IN, new BigDecimal("100"));

    assertThat(order(comparison)).containsExactly(10L, 1L);
    List<Offer.Made> made = comparison.offers().stream().map(Offer.Made.class::cast).toList();
    assertThat(made.get(1).route().quoted().units())
        .isGreaterThan(made.get(0).route().quoted().units());
    assertThat(made.get(1).gasCost())
        .isEqualTo(
            Chains.ether(1)
                .amount(
                    Uint256.of(300_000_000_000L)
                        .times(Uint256.of(made.get(1).route().gas().value()))));
    assertThat(comparison.best().shares())
        .singleElement()
        .extracting(share -> share.stand().chain())
        .isEqualTo(new ChainId(10));
  }

  @Test
  void splitsWhatOnePoolWouldTakeAtAWorsePrice() {
    List<Stand> chains = List.of(Chains.selling(1, deep(1)), Chains.selling(10, deep(1)));
    Comparison comparison = ChainComparer.compare(chains, Exact.IN, new BigDecimal("3000000"));

    assertThat(comparison.best().shares()).hasSize(2);
    assertThat(comparison.best().placed()).isEqualByComparingTo("3000000");
    assertThat(comparison.best().shares().getFirst().route().sell().toDecimal())
        .isBetween(new BigDecimal("1490000"), new BigDecimal("1510000"));
    Offer.Made alone = (Offer.Made) comparison.offers().getFirst();
    assertThat(net(comparison)).isGreaterThan(alone.route().quoted().toDecimal());
  }

  @Test
  void doesNotPayASecondChainsGasForNothing() {
    List<Stand> chains = List.of(Chains.selling(1, deep(100)), Chains.selling(10, deep(100)));
    assertThat(ChainComparer.compare(chains, Exact.IN, THOUSAND).best().shares()).hasSize(1);
  }

  @Test
  void takesFromEachChainNoMoreThanItsBalance() {
    Stand best = Chains.selling(1, new Chains.Terms(6, "30000000", "11000", 1, "300.000001"));
    Stand second = Chains.selling(10, new Chains.Terms(6, "30000000", "10000", 1, "500"));
    Comparison comparison = ChainComparer.compare(List.of(second, best), Exact.IN, THOUSAND);

    assertThat(comparison.best().placed()).isEqualByComparingTo("800.000001");
    assertThat(comparison.best().shares())
        .extracting(share -> share.route().sell().toString())
        .containsExactlyInAnyOrder("300.000001 USDC", "500 USDC");
    assertThat(comparison.offers())
        .allSatisfy(offer -> assertThat(((Offer.Made) offer).isCovered()).isFalse());
    assertThat(order(comparison)).containsExactly(1L, 10L);
  }

  @Test
  void putsAChainThatCanPayBeforeABetterOneThatCannot() {
    Stand better = Chains.selling(1, new Chains.Terms(6, "30000000", "11000", 1, "999.999999"));
    Stand able = Chains.selling(10, new Chains.Terms(6, "30000000", "10000", 1, "1000"));
    assertThat(order(ChainComparer.compare(List.of(better, able), Exact.IN, THOUSAND)))
        .containsExactly(10L, 1L);
  }

  @Test
  void buysTheExactAmountWithTheBalancesThatAreThere() {
    Stand best = Chains.buying(1, new Chains.Terms(6, "33000000", "10000", 1, "1"));
    Stand second = Chains.buying(10, new Chains.Terms(6, "30000000", "10000", 1, "5"));
    BigDecimal wanted = new BigDecimal("10000.5");
    Comparison comparison = ChainComparer.compare(List.of(best, second), Exact.OUT, wanted);

    assertThat(comparison.best().placed()).isEqualByComparingTo(wanted);
    assertThat(comparison.best().shares())
        .hasSize(2)
        .allSatisfy(share -> {
          assertThat(share.isCovered()).isTrue();
          assertThat(share.route().sell().units()).isGreaterThan(Uint256.ZERO);
        });
    assertThat(bought(comparison.best().shares())).isGreaterThanOrEqualTo(wanted);
  }

  private static BigDecimal bought(List<Offer.Made> shares) {
    return shares.stream()
        .map(share -> share.route().quoted().toDecimal())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  @Test
  void countsOneAssetTheSameWhateverItsDecimals() {
    Stand six = Chains.selling(1, new Chains.Terms(6, "30000000", "10000", 1, null));
    Stand eighteen = Chains.selling(56, new Chains.Terms(18, "30000000", "10000", 1, null));
    Comparison comparison =
        ChainComparer.compare(List.of(six, eighteen), Exact.IN, new BigDecimal("4000000"));
    assertThat(comparison.best().shares()).hasSize(2);
    assertThat(
            comparison.best().shares().stream()
                .map(share -> share.route().sell().toDecimal())
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo("4000000");
  }

  @Test
  void saysWhyAChainCannotTakeTheAmount() {
    Stand six = Chains.selling(1, new Chains.Terms(6, "30000000", "10000", 1, null));
    Stand eighteen = Chains.selling(56, new Chains.Terms(18, "30000000", "10000", 1, null));
    Comparison comparison =
        ChainComparer.compare(List.of(six, eighteen), Exact.IN, new BigDecimal("1.0000001"));
    assertThat(order(comparison)).containsExactly(56L, 1L);
    Rejection reason = ((Offer.None) comparison.offers().get(1)).reason();
    assertThat(reason.message()).contains("USDC has 6 decimals there, fewer than 1.0000001");
    assertThat(comparison.best().placed()).isEqualByComparingTo("1.0000001");
  }

  @Test
  void placesNothingWhereNoChainTakesAny() {
    Stand empty = Chains.selling(1, new Chains.Terms(6, "30000000", "10000", 1, "0"));
    Combination best = ChainComparer.compare(List.of(empty), Exact.IN, THOUSAND).best();
    assertThat(best.shares()).isEmpty();
    assertThat(best.placed()).isZero();
    assertThat(best.open()).isZero();
  }

  @Test
  void weighsWhatARollupTakesForBytes() {
    Stand one = Chains.selling(1, deep(1));
    Stand other = bytesAt(Chains.selling(2, deep(1)), 1_000_000_000_000L);
    Comparison comparison = ChainComparer.compare(List.of(other, one), Exact.IN, THOUSAND);
    assertThat(comparison.offers()).extracting(offer -> offer.stand()).containsExactly(one, other);
    Offer.Made dear = (Offer.Made) comparison.offers().getLast();
    Offer.Made plain = (Offer.Made) comparison.offers().getFirst();
    assertThat(dear.route().dataCost()).isGreaterThan(Wei.of(100_000_000_000_000L));
    assertThat(
            Objects.requireNonNull(dear.gasCost())
                .units()
                .minus(Objects.requireNonNull(plain.gasCost()).units()))
        .isEqualTo(dear.route().dataCost().value());
  }

  /** What is bought is the coin that gas is paid in. */
  private static Stand bytesAt(Stand stand, long l1BaseFee) {
    DataFee bytes =
        new DataFee.OpStack(
            Uint256.of(l1BaseFee), Uint256.ZERO, 62_500, 0, Uint256.ZERO, Uint256.ZERO, true);
    return new Stand(
        stand.market(),
        stand.router(),
        stand.limits(),
        new NetworkFee(stand.fee().gasPrice(), bytes),
        stand.wrappedNative(),
        stand.sell(),
        stand.buy(),
        stand.balance());
  }

  @Test
  void refusesQuestionsThatSaySomethingElse() {
    Stand one = Chains.selling(1, deep(1));
    assertThatThrownBy(() -> ChainComparer.compare(List.of(), Exact.IN, THOUSAND))
        .hasMessageContaining("1 to 16 chains");
    assertThatThrownBy(() -> ChainComparer.compare(List.of(one, one), Exact.IN, THOUSAND))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> ChainComparer.compare(List.of(one), Exact.IN, BigDecimal.ZERO))
        .hasMessageContaining("above zero");
    TokenAmount other = Chains.ether(1).amount(Uint256.ONE);
    assertThatThrownBy(() ->
            new Stand(
                one.market(),
                one.router(),
                one.limits(),
                one.fee(),
                one.wrappedNative(),
                one.sell(),
                one.buy(),
                other))
        .hasMessageContaining("balance");
  }

  /** Against every way to lay a thousand's thirty-seconds out over three chains. */
  @Test
  void neverLacksMoreThanATenThousandthOfTheBestGrid() {
    long seed = Long.getLong("fairlead.seed", 20_261_129L);
    System.out.println("ChainComparerTest seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 12; round++) {
      List<Stand> chains = new ArrayList<>();
      for (long chain = 1; chain <= 3; chain++) {
        String dollars = Long.toString(200_000 + random.nextInt(2_000_000));
        BigDecimal ether =
            new BigDecimal(dollars)
                .multiply(new BigDecimal(990 + random.nextInt(20)))
                .divide(new BigDecimal(3_000_000), MathContext.DECIMAL64)
                .setScale(18, java.math.RoundingMode.DOWN);
        String balance =
            random.nextInt(3) == 0 ? Integer.toString(1 + random.nextInt(100_000)) : null;
        chains.add(
            Chains.selling(
                chain,
                new Chains.Terms(6, dollars, ether.toPlainString(), random.nextInt(200), balance)));
      }
      BigDecimal amount = new BigDecimal(100 + random.nextInt(200_000));
      Comparison comparison = ChainComparer.compare(chains, Exact.IN, amount);
      BigDecimal grid = bestOfGrid(chains, amount, comparison.best().placed());
      assertThat(net(comparison))
          .as("round %d", round)
          .isGreaterThanOrEqualTo(grid.multiply(new BigDecimal("0.9999")));
    }
  }

  private static BigDecimal bestOfGrid(List<Stand> chains, BigDecimal amount, BigDecimal placed) {
    BigDecimal part = amount.divide(new BigDecimal(32), 6, java.math.RoundingMode.DOWN);
    List<List<BigDecimal>> nets = new ArrayList<>();
    for (Stand chain : chains) {
      List<BigDecimal> of = new ArrayList<>();
      for (int parts = 0; parts <= 32; parts++) {
        BigDecimal share = part.multiply(new BigDecimal(parts));
        of.add(parts == 0 ? BigDecimal.ZERO : alone(chain, share));
      }
      nets.add(of);
    }
    int most =
        placed.divide(part, 0, java.math.RoundingMode.DOWN).min(new BigDecimal(32)).intValueExact();
    BigDecimal best = new BigDecimal(BigInteger.TEN.pow(30).negate());
    for (int a = 0; a <= most; a++) {
      for (int b = 0; a + b <= most; b++) {
        BigDecimal net =
            nets.get(0).get(a).add(nets.get(1).get(b)).add(nets.get(2).get(most - a - b));
        best = best.max(net);
      }
    }
    return best;
  }

  private static BigDecimal alone(Stand chain, BigDecimal share) {
    Offer offer = ChainComparer.compare(List.of(chain), Exact.IN, share).offers().getFirst();
    if (offer instanceof Offer.Made made && made.isCovered() && made.gasCost() != null) {
      return made.route().quoted().minus(made.gasCost()).toDecimal();
    }
    return new BigDecimal(BigInteger.TEN.pow(20).negate());
  }
}
