package dev.fairlead.event.codec;

import dev.fairlead.model.Event;
import dev.fairlead.model.fee.DataFee;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.GasInputs;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.util.List;

/** Makes the events that tell of fees, from the values of other samples. */
final class FeeSamples {
  private final Samples samples;

  FeeSamples(Samples samples) {
    this.samples = samples;
  }

  /** Events as they are since they say the speed, what bytes cost, and how one is written. */
  List<Event> forms(IntentId id) {
    return List.of(
        new IntentEvent.Planned(
            id, samples.plan(), List.of(samples.candidate()), feeInputs(opStack()), Grounds.UNTOLD),
        new IntentEvent.Deferred(
            id,
            samples.block(),
            new Rejection.GasLimitTooHigh(samples.gas(), samples.gas()),
            List.of(),
            feeInputs(new DataFee.Arbitrum(samples.units()))),
        new IntentEvent.Assigned(id, TransactionRole.TRADE, legacy()),
        new IntentEvent.Signed(
            id,
            TransactionRole.TRADE,
            new SignedTransaction(legacy(), samples.bytes(200), samples.tx())));
  }

  private GasInputs feeInputs(DataFee dataFee) {
    return new GasInputs(
        samples.block(),
        samples.fee(),
        samples.fee(),
        samples.amount(samples.token()),
        samples.pick(List.of(InclusionSpeed.values())),
        dataFee);
  }

  private DataFee opStack() {
    return new DataFee.OpStack(
        samples.units(),
        samples.units(),
        Integer.toUnsignedLong(samples.random().nextInt()),
        Integer.toUnsignedLong(samples.random().nextInt()),
        samples.units(),
        samples.units(),
        samples.random().nextBoolean());
  }

  private UnsignedTransaction legacy() {
    UnsignedTransaction dynamic = samples.transaction();
    return new UnsignedTransaction(
        UnsignedTransaction.Form.LEGACY,
        dynamic.chain(),
        dynamic.from(),
        dynamic.nonce(),
        dynamic.maxFee(),
        dynamic.maxFee(),
        dynamic.gasLimit(),
        dynamic.to(),
        dynamic.value(),
        dynamic.data());
  }
}
