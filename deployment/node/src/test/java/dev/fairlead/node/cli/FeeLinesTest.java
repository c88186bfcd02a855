package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.v1.BlockRef;
import dev.fairlead.api.v1.ChainFees;
import dev.fairlead.api.v1.DataFee;
import dev.fairlead.api.v1.FeeCorrection;
import dev.fairlead.api.v1.InclusionSpeed;
import dev.fairlead.api.v1.SpeedFees;
import org.junit.jupiter.api.Test;

final class FeeLinesTest {
  @Test
  void showsWhatAChainCostsAndWhatWasNotTakenAsTold() {
    ChainFees fees =
        ChainFees.newBuilder()
            .setChainId(10)
            .setName("optimism")
            .setAt(BlockRef.newBuilder().setNumber(100))
            .setNextBaseFee("1500000000")
            .setGasCap(16_777_216)
            .addSpeeds(speed(InclusionSpeed.INCLUSION_SPEED_SLOW, "1", "3000000001"))
            .addSpeeds(speed(InclusionSpeed.INCLUSION_SPEED_URGENT, "2000000000", "5000000000"))
            .setDataFee(
                DataFee.newBuilder()
                    .setOpStack(
                        DataFee.OpStack.newBuilder()
                            .setL1BaseFee("1000000000")
                            .setL1BlobBaseFee("1")
                            .setBaseFeeScalar(2269)
                            .setBlobBaseFeeScalar(1_055_762)
                            .setOperatorScalar("7")
                            .setOperatorConstant("9")))
            .setNextBlobBaseFee("1")
            .addCorrections(
                FeeCorrection.newBuilder().setKind("tip_raised").setWhy("blocks took 0, below 1"))
            .build();
    assertThat(FeeLines.of(fees))
        .isEqualToNormalizingNewlines(
            """
            chain 10 optimism  after block 100: base fee 1.5 gwei, at most 16777216 gas a transaction
              slow     tip 0.000000001 gwei, at most 3.000000001 gwei
              urgent   tip 2 gwei, at most 5 gwei
              bytes    0.036304002 gwei per byte: base fee below 1 gwei by 2269, blob base fee below 0.000000001 gwei by 1055762, operator 7 + 9 wei
              blobs    0.000000001 gwei per blob gas
              not as told: tip raised, blocks took 0, below 1\
            """);
  }

  @Test
  void showsOnePriceWhereThereIsNoBaseFeeAndWhyNothingCanBeTold() {
    ChainFees legacy =
        ChainFees.newBuilder()
            .setChainId(5)
            .setName("old")
            .setAt(BlockRef.newBuilder().setNumber(7))
            .setNextBaseFee("0")
            .setLegacy(true)
            .setGasCap(8_000_000)
            .addSpeeds(speed(InclusionSpeed.INCLUSION_SPEED_FAST, "2000000000", "2000000000"))
            .setDataFee(
                DataFee.newBuilder()
                    .setArbitrum(DataFee.Arbitrum.newBuilder().setPerByte("3000000000")))
            .build();
    assertThat(FeeLines.of(legacy))
        .isEqualToNormalizingNewlines(
            """
            chain 5 old  after block 7: no base fee, at most 8000000 gas a transaction
              fast     price 2 gwei
              bytes    3 gwei per byte, as gas\
            """);
    assertThat(
            FeeLines.of(
                ChainFees.newBuilder().setChainId(5).setName("old").setProblem("silence").build()))
        .isEqualTo("chain 5 old  CAN'T BE TOLD: silence");
  }

  private static SpeedFees speed(InclusionSpeed speed, String tip, String max) {
    return SpeedFees.newBuilder().setSpeed(speed).setPriorityFee(tip).setMaxFee(max).build();
  }
}
