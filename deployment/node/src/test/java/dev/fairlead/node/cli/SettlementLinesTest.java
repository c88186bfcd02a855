package dev.fairlead.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.api.v1.Asset;
import dev.fairlead.api.v1.AssetAmount;
import dev.fairlead.api.v1.FeePaid;
import dev.fairlead.api.v1.IntentView;
import dev.fairlead.api.v1.LimitCheck;
import dev.fairlead.api.v1.Movement;
import dev.fairlead.api.v1.RecordedEvent;
import dev.fairlead.api.v1.ResolvedIntent;
import dev.fairlead.api.v1.Revert;
import dev.fairlead.api.v1.Settlement;
import dev.fairlead.api.v1.TransactionIncluded;
import dev.fairlead.api.v1.TransactionRole;
import dev.fairlead.api.v1.TransactionView;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SettlementLinesTest {
  private static final Asset USDC =
      Asset.newBuilder().setChainId(1).setAddress("0xaa").setSymbol("USDC").setDecimals(6).build();
  private static final Asset WETH =
      Asset.newBuilder().setChainId(1).setAddress("0xbb").setSymbol("WETH").setDecimals(18).build();
  private static final Movement AGREEING = movement("0xaa", "0", "5", "100", "95");

  private final SettlementLines lines = new SettlementLines(List.of(USDC, WETH));

  @Test
  void tellsEachPartOfTheFee() {
    FeePaid fee =
        FeePaid.newBuilder()
            .setExecution("1000000000000000")
            .setData("20000000000000")
            .setOperator("0")
            .setBlobs("0")
            .build();
    assertThat(lines.of(Settlement.newBuilder().setFee(fee).addMovements(AGREEING).build()))
        .containsExactly(
            "paid 0.001 ETH for gas + 0.00002 ETH for data",
            "1 balance shows what the logs and the fee tell");
  }

  @Test
  @DisplayName("failures #144: a balance that contradicts its token is shown with the numbers")
  void showsAMismatchWithItsNumbers() {
    Settlement settlement =
        Settlement.newBuilder()
            .addMovements(movement("0xaa", "1000000", "0", "5000000", "5990000"))
            .addMovements(movement("0xcc", "0", "10", "100", "90"))
            .addMovements(movement("0xcc", "0", "10", "100", "91"))
            .build();
    assertThat(lines.of(settlement))
        .containsExactly(
            "paid nothing",
            "MISMATCH: USDC of 0x11: told +1 USDC -0 USDC in the block, but 5 USDC became 5.99"
                + " USDC: 0.01 USDC less than told",
            "MISMATCH: token 0xcc of 0x11: told +0 -10 in the block, but 100 became 91: 1 more"
                + " than told",
            "1 balance shows what the logs and the fee tell");
  }

  @Test
  void saysWhatIsNotKnown() {
    Movement coins =
        Movement.newBuilder()
            .setHolder("0x11")
            .setReceived("0")
            .setGiven("7")
            .setUnknown(Movement.Unknown.newBuilder().setWhy("no endpoint answers"))
            .build();
    Settlement settlement =
        Settlement.newBuilder()
            .setRevert(
                Revert.newBuilder()
                    .setKind(Revert.Kind.UNKNOWN)
                    .setReason("no endpoint could run it again"))
            .addMovements(coins)
            .build();
    assertThat(lines.of(settlement))
        .contains(
            "failed because: no endpoint could run it again",
            "not checked: ETH of 0x11: no endpoint answers");
  }

  @Test
  void standsUnderTheInclusionAndTheTransaction() {
    Settlement settlement = Settlement.newBuilder().addMovements(AGREEING).build();
    LimitCheck limits =
        LimitCheck.newBuilder()
            .setMost(amount(USDC, "5000000"))
            .setLeast(amount(WETH, "2000000000000000"))
            .setKept(false)
            .build();
    RecordedEvent event =
        RecordedEvent.newBuilder()
            .setIncluded(
                TransactionIncluded.newBuilder()
                    .setRole(TransactionRole.TRANSACTION_ROLE_TRADE)
                    .setSucceeded(true)
                    .setGasPrice("1")
                    .setSold(amount(USDC, "5000000"))
                    .setBought(amount(WETH, "1000000000000000"))
                    .setSettlement(settlement)
                    .setLimits(limits))
            .build();
    IntentView view =
        IntentView.newBuilder()
            .setIntent(ResolvedIntent.newBuilder().setSell(USDC).setBuy(WETH).setSellAmount("5"))
            .addTransactions(
                TransactionView.newBuilder()
                    .setRole("TRADE")
                    .setMaxFeePerGas("1")
                    .setMaxPriorityFeePerGas("1")
                    .setOutcome(
                        TransactionView.Outcome.newBuilder()
                            .setSucceeded(true)
                            .setGasUsed(120_000)
                            .setGasPrice("2000000000")
                            .setSettlement(settlement)
                            .setLimits(limits)))
            .build();
    String beyond = "BEYOND the limits: at most 5 USDC for at least 0.002 WETH";
    assertThat(String.join("\n", EventLines.of(event)))
        .contains(beyond, "1 balance shows what the logs and the fee tell");
    assertThat(String.join("\n", HistoryLines.of(view)))
        .contains(beyond, "succeeded, 120000 gas at 2 gwei", "1 balance shows");
  }

  private static AssetAmount amount(Asset asset, String units) {
    return AssetAmount.newBuilder().setAsset(asset).setAmount(units).build();
  }

  private static Movement movement(
      String token, String received, String given, String before, String after) {
    return Movement.newBuilder()
        .setHolder("0x11")
        .setToken(token)
        .setReceived(received)
        .setGiven(given)
        .setCompared(
            Movement.Compared.newBuilder()
                .setBefore(before)
                .setAfter(after)
                .setReceived(received)
                .setGiven(given))
        .build();
  }
}
