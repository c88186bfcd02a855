package dev.fairlead.node.cli;

import dev.fairlead.api.v1.ChainFees;
import dev.fairlead.api.v1.DataFee;
import dev.fairlead.api.v1.InclusionSpeed;
import dev.fairlead.api.v1.SpeedFees;
import dev.fairlead.event.codec.FeeMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chain's fees in lines for people. */
final class FeeLines {
  private FeeLines() {}

  static String of(ChainFees fees) {
    String chain = "chain %d %s  ".formatted(fees.getChainId(), fees.getName());
    if (!fees.getProblem().isEmpty()) {
      return chain + "CAN'T BE TOLD: " + fees.getProblem();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        chain
            + "after block %d: %s, at most %d gas a transaction"
                .formatted(
                    fees.getAt().getNumber(),
                    fees.getLegacy()
                        ? "no base fee"
                        : "base fee " + Amounts.gwei(fees.getNextBaseFee()),
                    fees.getGasCap()));
    fees.getSpeedsList().forEach(speed -> lines.add(of(speed, fees.getLegacy())));
    if (fees.hasDataFee()) {
      lines.add("  bytes    " + of(fees.getDataFee()));
    }
    if (!fees.getNextBlobBaseFee().isEmpty()) {
      lines.add("  blobs    " + Amounts.gwei(fees.getNextBlobBaseFee()) + " per blob gas");
    }
    fees.getCorrectionsList()
        .forEach(correction ->
            lines.add(
                "  not as told: %s, %s"
                    .formatted(correction.getKind().replace('_', ' '), correction.getWhy())));
    return String.join(System.lineSeparator(), lines);
  }

  private static String of(SpeedFees speed, boolean legacy) {
    String price = Amounts.gwei(speed.getPriorityFee());
    return legacy
        ? "  %-8s price %s".formatted(word(speed.getSpeed()), price)
        : "  %-8s tip %s, at most %s"
            .formatted(word(speed.getSpeed()), price, Amounts.gwei(speed.getMaxFee()));
  }

  /** What was assumed of bytes, in one line. */
  static String of(DataFee fee) {
    return switch (fee.getRuleCase()) {
      case OP_STACK -> {
        DataFee.OpStack op = fee.getOpStack();
        yield "%s per byte: base fee below %s by %d, blob base fee below %s by %d, operator %s + %s wei"
            .formatted(
                Amounts.gwei(FeeMessages.dataFee(fee).perByte().toString()),
                Amounts.gwei(op.getL1BaseFee()),
                Integer.toUnsignedLong(op.getBaseFeeScalar()),
                Amounts.gwei(op.getL1BlobBaseFee()),
                Integer.toUnsignedLong(op.getBlobBaseFeeScalar()),
                op.getOperatorScalar(),
                op.getOperatorConstant());
      }
      case ARBITRUM -> Amounts.gwei(fee.getArbitrum().getPerByte()) + " per byte, as gas";
      case RULE_NOT_SET -> "nothing";
    };
  }

  static String word(InclusionSpeed speed) {
    return speed.name().replace("INCLUSION_SPEED_", "").toLowerCase(Locale.ROOT);
  }
}
