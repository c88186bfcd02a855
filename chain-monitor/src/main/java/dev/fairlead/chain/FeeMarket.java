package dev.fairlead.chain;

import dev.fairlead.chain.json.FieldNames;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.rpc.Rpc;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the next block costs: the base fee by rule, the priority fee by what blocks accepted. */
final class FeeMarket {
  private static final int BLOCKS = 10;
  private static final int PERCENTILE = 50;

  private final ChainProfile profile;
  private final Rpc rpc;
  private final ChainObserver observer;
  private volatile Optional<Fees> newest = Optional.empty();

  FeeMarket(ChainProfile profile, Rpc rpc, ChainObserver observer) {
    this.profile = profile;
    this.rpc = rpc;
    this.observer = observer;
  }

  /** Asked for once a head. */
  Fees at(Block head) {
    Optional<Fees> known = newest.filter(fees -> fees.at().equals(head.ref()));
    if (known.isPresent()) {
      return known.get();
    }
    FeePerGas next = profile.baseFeeRule().next(head);
    if (next.compareTo(profile.maxBaseFee()) > 0) {
      throw ChainException.retryable(
          "a base fee of " + next + " is above the believable " + profile.maxBaseFee());
    }
    Fees fees = new Fees(head.ref(), next, priority(head.ref()));
    newest = Optional.of(fees);
    observer.priced(profile.id(), fees);
    return fees;
  }

  private FeePerGas priority(BlockRef head) {
    List<Uint256> rewards =
        rpc
            .call(
                new RpcRequest<>(
                    "eth_feeHistory",
                    "[\"0x"
                        + Integer.toHexString(BLOCKS)
                        + "\",\"0x"
                        + Long.toHexString(head.number().value())
                        + "\",["
                        + PERCENTILE
                        + "]]",
                    FeeMarket::rewards))
            .orThrow("eth_feeHistory")
            .stream()
            .sorted()
            .toList();
    FeePerGas median =
        rewards.isEmpty() ? FeePerGas.ZERO : new FeePerGas(rewards.get(rewards.size() / 2));
    return clamped(median);
  }

  private FeePerGas clamped(FeePerGas fee) {
    if (fee.compareTo(profile.minPriorityFee()) < 0) {
      return profile.minPriorityFee();
    }
    return fee.compareTo(profile.maxPriorityFee()) > 0 ? profile.maxPriorityFee() : fee;
  }

  private static List<Uint256> rewards(JsonInput in) {
    List<Uint256> rewards = new ArrayList<>();
    in.object(
        HistoryField.NAMES,
        (_, reward) ->
            reward.optional(
                blocks -> blocks.list(block -> rewards.addAll(block.list(JsonInput::quantity)))));
    return rewards;
  }

  private enum HistoryField {
    REWARD;

    private static final FieldNames<HistoryField> NAMES = FieldNames.of(HistoryField.class);
  }
}
