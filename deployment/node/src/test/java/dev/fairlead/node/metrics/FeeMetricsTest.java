package dev.fairlead.node.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.Fees;
import dev.fairlead.chain.fee.FeeCorrection;
import dev.fairlead.chain.fee.FeeTerms;
import dev.fairlead.chain.fee.Tips;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.tx.UnsignedTransaction.Form;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FeeMetricsTest {
  private static final ChainId CHAIN = new ChainId(10);

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final FeeMetrics metrics = new FeeMetrics(registry);

  @Test
  void showsTheNewestFeesAndCountsWhatWasNotTakenAsTold() {
    metrics.priced(CHAIN, fees(5, new DataFee.Arbitrum(Uint256.MAX_VALUE)));
    assertThat(value("fairlead.chain.fee.byte")).isEqualTo(Long.MAX_VALUE);
    metrics.priced(
        CHAIN,
        fees(
            7,
            new DataFee.OpStack(
                Uint256.of(11), Uint256.of(12), 1, 1, Uint256.ZERO, Uint256.ZERO, true)));
    assertThat(value("fairlead.chain.fee.base")).isEqualTo(7);
    assertThat(value("fairlead.chain.fee.blob")).isEqualTo(3);
    assertThat(value("fairlead.chain.fee.below.base")).isEqualTo(11);
    assertThat(value("fairlead.chain.fee.below.blob")).isEqualTo(12);
    assertThat(value("fairlead.chain.fee.byte")).isEqualTo(1);
    assertThat(registry.get("fairlead.chain.fee.tip").tags("chain", "10", "speed", "fast").gauge())
        .satisfies(tip -> assertThat(tip.value()).isEqualTo(30));
    assertThat(
            registry
                .get("fairlead.chain.fee.corrected")
                .tags("chain", "10", "kind", "tip_lowered")
                .counter()
                .count())
        .isEqualTo(2);
  }

  private double value(String name) {
    return registry.get(name).tags("chain", "10").gauge().value();
  }

  private static Fees fees(long baseFee, DataFee dataFee) {
    return new Fees(
        new BlockRef(new BlockNumber(1), new BlockHash(Bytes32.ZERO)),
        FeePerGas.of(baseFee),
        new Tips(FeePerGas.of(10), FeePerGas.of(20), FeePerGas.of(30), FeePerGas.of(40)),
        InclusionSpeed.NORMAL,
        Form.DYNAMIC_FEE,
        FeeTerms.ETHEREUM_GAS_CAP,
        dataFee,
        Optional.of(FeePerGas.of(3)),
        List.of(new FeeCorrection(FeeCorrection.Kind.TIP_LOWERED, "too high")));
  }
}
