package dev.fairlead.node;

import dev.fairlead.api.v1.ChainFees;
import dev.fairlead.api.v1.FeeCorrection;
import dev.fairlead.api.v1.SpeedFees;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.Fees;
import dev.fairlead.event.codec.FeeMessages;
import dev.fairlead.event.codec.Values;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.tx.UnsignedTransaction.Form;
import java.util.Locale;

/** A chain's fees in the words of the API. */
final class FeeReports {
  private FeeReports() {}

  static ChainFees of(Chain chain) {
    ChainFees.Builder report =
        ChainFees.newBuilder().setChainId(chain.id().value()).setName(chain.profile().name());
    try {
      return of(report, chain.id(), chain.fees());
    } catch (ChainException e) {
      return report.setProblem(String.valueOf(e.getMessage())).build();
    }
  }

  private static ChainFees of(ChainFees.Builder report, ChainId chain, Fees fees) {
    report
        .setAt(Values.block(chain, fees.at()))
        .setNextBaseFee(fees.nextBaseFee().toString())
        .setLegacy(fees.form() == Form.LEGACY)
        .setGasCap(fees.gasCap().value());
    for (InclusionSpeed speed : InclusionSpeed.values()) {
      Fees wanted = fees.wanting(speed);
      report.addSpeeds(
          SpeedFees.newBuilder()
              .setSpeed(FeeMessages.message(speed))
              .setPriorityFee(wanted.priorityFee().toString())
              .setMaxFee(wanted.maxFee().toString()));
    }
    if (!fees.dataFee().isNone()) {
      report.setDataFee(FeeMessages.message(fees.dataFee()));
    }
    fees.nextBlobBaseFee().ifPresent(fee -> report.setNextBlobBaseFee(fee.toString()));
    fees.corrections()
        .forEach(correction ->
            report.addCorrections(
                FeeCorrection.newBuilder()
                    .setKind(correction.kind().name().toLowerCase(Locale.ROOT))
                    .setWhy(correction.why())));
    return report.build();
  }
}
