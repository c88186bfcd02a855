package dev.fairlead.chain.fee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.BaseFeeRule;
import dev.fairlead.chain.BaseFeeRule.Eip1559;
import dev.fairlead.chain.BaseFeeRule.OpStack;
import dev.fairlead.chain.BaseFeeRule.Polygon;
import dev.fairlead.chain.Block;
import dev.fairlead.chain.ChainPreset;
import dev.fairlead.chain.FeeMarks;
import dev.fairlead.chain.FeeMarks.BlobGas;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each chain's rule for its base fee, by the vectors of its own node where it has some. */
final class BaseFeeRuleTest {
  @ParameterizedTest
  @CsvSource({
    "20000000, 10000000, 1000000000",
    "20000000,  9000000,  987500000",
    "20000000, 11000000, 1012500000",
    "20000000, 20000000, 1125000000",
    "20000000,        0,  875000000",
  })
  void followsEthereum(long limit, long used, long next) {
    assertThat(Eip1559.ETHEREUM.next(Blocks.used(limit, used, FeeMarks.PLAIN)))
        .isEqualTo(FeePerGas.of(next));
  }

  @ParameterizedTest
  @CsvSource({
    "30000000,  5000000, 1000000000",
    "30000000,  4000000,  999200000",
    "30000000, 10000000, 1004000000",
  })
  void followsTheOpStackBeforeHeadersSaidHow(long limit, long used, long next) {
    assertThat(OpStack.STANDARD.next(Blocks.used(limit, used, FeeMarks.PLAIN)))
        .isEqualTo(FeePerGas.of(next));
  }

  @ParameterizedTest
  @CsvSource({
    // Holocene: a version of 0, denominator, elasticity
    "0x000000003200000006,                 10000000,        0, 1020000000",
    "0x00000000320000000a,                  9000000,        0, 1040000000",
    "0x000000000000000000,                 10000000,        0, 1004000000",
    // Jovian: a version of 1, and the least fee
    "0x01000000fa000000060000000000000000,  4000000,        0,  999200000",
    "0x01000000fa00000006000000003b9aca01,  4000000,        0, 1000000001",
    "0x01000000fa000000060000000000000000,  4000000, 10000000, 1004000000",
    // Another version, or another length, says nothing
    "0x020000003200000006,                 10000000,        0, 1004000000",
    "0x01000000fa00000006,                  4000000, 10000000,  999200000",
  })
  void followsTheOpStackAsItsHeadersSay(String extra, long used, long blobGas, long next) {
    FeeMarks marks = new FeeMarks(true, Bytes.parse(extra), Optional.of(new BlobGas(blobGas, 0)));
    assertThat(OpStack.STANDARD.next(Blocks.used(30_000_000, used, marks)))
        .isEqualTo(FeePerGas.of(next));
  }

  @ParameterizedTest
  @CsvSource({
    "29250000, 1000000000",
    "45000000, 1008413461",
    "       0,  984375000",
  })
  void followsPolygon(long used, long next) {
    assertThat(Polygon.STANDARD.next(Blocks.used(45_000_000, used, FeeMarks.PLAIN)))
        .isEqualTo(FeePerGas.of(next));
  }

  @Test
  void movesPolygonsFeeByFivePercentAtMost() {
    Polygon quick = new Polygon(65, 4, 5);
    assertThat(quick.next(Blocks.used(45_000_000, 45_000_000, FeeMarks.PLAIN)))
        .isEqualTo(FeePerGas.of(1_050_000_000));
    assertThat(quick.next(Blocks.used(45_000_000, 0, FeeMarks.PLAIN)))
        .isEqualTo(FeePerGas.of(950_000_000));
    assertThatThrownBy(() -> new Polygon(101, 64, 5)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void followsArbitrumByItsBacklog() {
    // 102 seconds' worth of 7,000,000 gas a second is one time e
    ArbitrumPricing.Target target = target(7_000_000, 102, 70_000_000 + 714_000_000);
    ArbitrumPricing pricing = new ArbitrumPricing(FeePerGas.of(10_000_000), 10, List.of(target));
    assertThat(pricing.after(0)).isEqualTo(FeePerGas.of(27_083_000));
    assertThat(pricing.after(51)).isEqualTo(FeePerGas.of(16_484_000));
    assertThat(pricing.after(102)).isEqualTo(FeePerGas.of(10_000_000));
    assertThat(pricing.after(1_000_000)).isEqualTo(FeePerGas.of(10_000_000));
    ArbitrumPricing several =
        new ArbitrumPricing(
            FeePerGas.of(10_000_000),
            0,
            List.of(target(20_000_000, 60, 600_000_000), target(7_000_000, 1_000, 3_500_000_000L)));
    assertThat(several.after(0)).isEqualTo(FeePerGas.of(27_083_000));
    assertThatThrownBy(() -> target(0, 1, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void knowsTheRuleOfEachPreset() {
    assertThat(ChainPreset.ETHEREUM.baseFeeRule()).isEqualTo(Eip1559.ETHEREUM);
    assertThat(ChainPreset.BASE.baseFeeRule()).isEqualTo(OpStack.STANDARD);
    assertThat(ChainPreset.OPTIMISM.baseFeeRule()).isEqualTo(OpStack.STANDARD);
    assertThat(ChainPreset.POLYGON.baseFeeRule()).isEqualTo(Polygon.STANDARD);
    assertThat(ChainPreset.ARBITRUM.baseFeeRule()).isEqualTo(new BaseFeeRule.Arbitrum());
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "2314057, 1", "2314058, 2", "10485760, 23"})
  void pricesBlobsAsThePublishedVectorsSay(long excess, long price) {
    assertThat(new BlobFeeRule(3, 6, 3_338_477).price(excess)).isEqualTo(FeePerGas.of(price));
  }

  @Test
  void letsTheBlobFeeFollowTheBlobsButNotBelowTheFeeOfGas() {
    BlobFeeRule rule = BlobFeeRule.ETHEREUM;
    long blob = 1 << 17;
    long high = 250_000_000;
    assertThat(rule.next(blobs(14 * blob, 0))).contains(FeePerGas.of(1));
    assertThat(rule.next(Blocks.used(30_000_000, 0, FeeMarks.PLAIN))).isEmpty();
    // Gas is cheap against blobs: all above the target counts, and all below.
    assertThat(rule.next(blobs(21 * blob, high))).contains(rule.price(high + 7 * blob));
    assertThat(rule.next(blobs(0, high))).contains(rule.price(high - 14 * blob));
    // Gas is dear against blobs: the excess rises by a third of the blobs, and never falls.
    assertThat(rule.next(blobs(21 * blob, 30 * blob))).contains(rule.price(37 * blob));
    assertThat(rule.next(blobs(0, 30 * blob))).contains(rule.price(30 * blob));
    assertThat(rule.price(high + 7 * blob)).isGreaterThan(rule.price(high));
    assertThat(rule.next(blobs(0, Long.MAX_VALUE / 2))).isEmpty();
    assertThatThrownBy(() -> new BlobFeeRule(6, 6, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Block blobs(long used, long excess) {
    return Blocks.used(
        30_000_000,
        15_000_000,
        new FeeMarks(true, Bytes.EMPTY, Optional.of(new BlobGas(used, excess))));
  }

  private static ArbitrumPricing.Target target(long perSecond, long window, long backlog) {
    return new ArbitrumPricing.Target(
        Uint256.of(perSecond), Uint256.of(window), Uint256.of(backlog));
  }
}
