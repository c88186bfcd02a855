package dev.fairlead.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.json.JsonLimits;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.settlement.FeePaid;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What receipts tell of fees, by the rules that each family of chains publishes. */
final class RollupFeesTest {
  @Test
  void anOrdinaryTransactionPaysForItsGas() {
    assertThat(fee("0x2", "")).isEqualTo(FeePaid.of(Wei.of(100_000_000)));
  }

  @Test
  void theOpStackAddsDataAndOperator() {
    assertThat(
            fee(
                "0x2",
                """
                ,"l1Fee":"0x1388","l1GasUsed":"0x640","operatorFeeScalar":"0x7a120",
                "operatorFeeConstant":"0x11"
                """))
        .isEqualTo(
            new FeePaid(Wei.of(100_000_000), Wei.of(5_000), Wei.of(100_000 / 2 + 17), Wei.ZERO));
  }

  @Test
  void sinceItsJovianForkTheOperatorsScalarIsMultiplied() {
    assertThat(
            fee(
                "0x2",
                """
                ,"l1Fee":"0x1388","operatorFeeScalar":"0x2","operatorFeeConstant":"0x11",
                "daFootprintGasScalar":"0x190","blobGasUsed":"0xffff"
                """))
        .isEqualTo(
            new FeePaid(
                Wei.of(100_000_000), Wei.of(5_000), Wei.of(100_000L * 2 * 100 + 17), Wei.ZERO));
  }

  @Test
  void onArbitrumAPartOfTheGasIsForData() {
    assertThat(fee("0x2", ",\"gasUsedForL1\":\"0x64\",\"l1BlockNumber\":\"0x5\""))
        .isEqualTo(new FeePaid(Wei.of(99_900_000), Wei.of(100_000), Wei.ZERO, Wei.ZERO));
  }

  @Test
  void onlyATransactionWithBlobsPaysForBlobs() {
    String blobs = ",\"blobGasUsed\":\"0x20000\",\"blobGasPrice\":\"0x3\"";
    assertThat(fee("0x2", blobs)).isEqualTo(FeePaid.of(Wei.of(100_000_000)));
    FeePaid fee = fee("0x3", blobs);
    assertThat(fee.blobs()).isEqualTo(Wei.of(3 * 131_072));
    assertThat(fee.total()).isEqualTo(Wei.of(100_000_000 + 3 * 131_072));
  }

  @Test
  void aFeeThatNobodyCanPayIsNoReceipt() {
    String most = Uint256.MAX_VALUE.toHexString();
    for (String field : new String[] {"l1Fee", "operatorFeeConstant", "gasUsedForL1"}) {
      String fields = ",\"%s\":\"%s\",\"operatorFeeScalar\":\"%s\"".formatted(field, most, most);
      assertThatThrownBy(() -> fee("0x2", fields))
          .isInstanceOfSatisfying(
              ChainException.class,
              e -> assertThat(e.kind()).isEqualTo(ChainException.Kind.RETRYABLE));
    }
  }

  private static FeePaid fee(String type, String fields) {
    String json =
        """
        {"transactionHash":"0x%s","transactionIndex":"0x0","blockHash":"0x%s","blockNumber":"0x9",
         "from":"0x%s","status":"0x1","cumulativeGasUsed":"0x186a0","gasUsed":"0x186a0",
         "effectiveGasPrice":"0x3e8","logs":[],"type":"%s"%s}
        """
            .formatted("1a".repeat(32), "2b".repeat(32), "3c".repeat(20), type, fields);
    return JsonInput.read(
            json.getBytes(StandardCharsets.UTF_8), new JsonLimits(10_000, 8), ReceiptFields::read)
        .receipt()
        .fee();
  }
}
