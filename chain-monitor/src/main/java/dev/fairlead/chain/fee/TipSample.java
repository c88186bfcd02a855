package dev.fairlead.chain.fee;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.Receipt;
import dev.fairlead.chain.Transaction;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.fee.InclusionSpeed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The tips that one block accepted, for each speed: the tip that this share of its gas paid at
 * most. A block without any says that the least was enough. A full block counts twice an empty one,
 * since it is where transactions had to compete.
 */
record TipSample(long weight, Tips tips) {
  private static final long EMPTY_WEIGHT = 100;
  private static final long TOLD_WEIGHT = 150;

  private record Paid(FeePerGas tip, long gas) {}

  static TipSample of(Block block) {
    List<Paid> paid = new ArrayList<>();
    for (Receipt receipt : block.receipts()) {
      if (isPaid(block.transactions().get(receipt.index()), receipt, block)) {
        FeePerGas tip = new FeePerGas(receipt.gasPrice().wei().minus(block.baseFee().wei()));
        paid.add(new Paid(tip, receipt.gasUsed().value()));
      }
    }
    paid.sort(Comparator.comparing(Paid::tip));
    long all = paid.stream().mapToLong(Paid::gas).sum();
    long percent = Math.max(1, block.gasLimit().value() / 100);
    return new TipSample(
        EMPTY_WEIGHT + Math.min(EMPTY_WEIGHT, block.gasUsed().value() / percent),
        Tips.each(speed -> tip(paid, all, speed)));
  }

  /** What an endpoint told of a block; how full it was is not known. */
  static TipSample told(Tips tips) {
    return new TipSample(tips.urgent().equals(FeePerGas.ZERO) ? EMPTY_WEIGHT : TOLD_WEIGHT, tips);
  }

  boolean isEmpty() {
    return tips.urgent().equals(FeePerGas.ZERO);
  }

  /** The weighted median, for each speed; nothing paid where there is no sample. */
  static Tips median(List<TipSample> samples) {
    return Tips.each(speed -> median(samples, speed));
  }

  private static FeePerGas median(List<TipSample> samples, InclusionSpeed speed) {
    long all = samples.stream().mapToLong(TipSample::weight).sum();
    long below = 0;
    for (TipSample sample :
        samples.stream().sorted(Comparator.comparing(each -> each.tips().of(speed))).toList()) {
      below += sample.weight();
      if (2 * below > all) {
        return sample.tips().of(speed);
      }
    }
    return FeePerGas.ZERO;
  }

  /** What the chain does itself, and what came from the chain below, pays no tip. */
  private static boolean isPaid(Transaction transaction, Receipt receipt, Block block) {
    return receipt.gasPrice().compareTo(block.baseFee()) >= 0
        && switch (transaction.envelope()) {
          case Envelope.Legacy _,
              Envelope.AccessList _,
              Envelope.DynamicFee _,
              Envelope.Blob _,
              Envelope.SetCode _ ->
              true;
          case Envelope.OpDeposit _,
              Envelope.ArbitrumDeposit _,
              Envelope.ArbitrumUnsigned _,
              Envelope.ArbitrumContract _,
              Envelope.ArbitrumRetry _,
              Envelope.ArbitrumSubmitRetryable _,
              Envelope.ArbitrumInternal _,
              Envelope.Unknown _ ->
              false;
        };
  }

  private static FeePerGas tip(List<Paid> ascending, long all, InclusionSpeed speed) {
    FeePerGas tip = FeePerGas.ZERO;
    long below = 0;
    for (Paid paid : ascending) {
      tip = paid.tip();
      below += paid.gas();
      if (below >= all / 100 * speed.percentile() + all % 100 * speed.percentile() / 100) {
        break;
      }
    }
    return tip;
  }
}
