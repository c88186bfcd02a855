package dev.fairlead.chain.fee;

import dev.fairlead.chain.BaseFeeRule;
import dev.fairlead.chain.Block;
import dev.fairlead.chain.ChainException;
import dev.fairlead.chain.ChainProfile;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.rpc.Rpc;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What to tip, by the newest blocks. Those that are held whole speak for themselves; of the ones
 * below them an endpoint is asked, and of none where all are held.
 */
final class TipSource {
  private static final int BLOCKS = 20;

  /** Those who build blocks leave out what gives them nothing. */
  private static final FeePerGas LEAST = FeePerGas.of(1);

  private final ChainProfile profile;
  private final Rpc rpc;
  private final Function<BlockHash, Optional<Block>> held;

  TipSource(ChainProfile profile, Rpc rpc, Function<BlockHash, Optional<Block>> held) {
    this.profile = profile;
    this.rpc = rpc;
    this.held = held;
  }

  Tips at(Block head, List<FeeCorrection> corrections) {
    if (profile.baseFeeRule() instanceof BaseFeeRule.Arbitrum) {
      // Its sequencer takes transactions as they come, and pays tips back.
      return Tips.all(profile.minPriorityFee());
    }
    List<TipSample> samples = proven(head);
    boolean priced = head.marks().hasBaseFee();
    samples.addAll(priced ? told(head, samples.size(), corrections) : List.of());
    Tips tips =
        priced || samples.stream().anyMatch(sample -> !sample.isEmpty())
            ? TipSample.median(full(samples, priced))
            : Tips.all(gasPrice(corrections));
    return bounded(tips, corrections);
  }

  /** On a chain without a base fee, a block without transactions says nothing of the price. */
  private static List<TipSample> full(List<TipSample> samples, boolean priced) {
    return priced ? samples : samples.stream().filter(sample -> !sample.isEmpty()).toList();
  }

  private List<TipSample> proven(Block head) {
    List<TipSample> samples = new ArrayList<>();
    Optional<Block> block = Optional.of(head);
    while (block.isPresent() && samples.size() < BLOCKS) {
      samples.add(TipSample.of(block.get()));
      block = held.apply(block.get().parent());
    }
    return samples;
  }

  private List<TipSample> told(Block head, int proven, List<FeeCorrection> corrections) {
    long newest = head.ref().number().value();
    if (proven >= BLOCKS || proven > newest) {
      return List.of();
    }
    try {
      return rpc.call(
          FeeHistory.request(newest, BLOCKS),
          reply -> reply.orThrow("eth_feeHistory").below(newest + 1 - proven, newest, BLOCKS));
    } catch (ChainException e) {
      corrections.add(unusable(e));
      return List.of();
    }
  }

  private FeePerGas gasPrice(List<FeeCorrection> corrections) {
    try {
      Uint256 price =
          rpc.call(new RpcRequest<>("eth_gasPrice", "[]", JsonInput::quantity))
              .orThrow("eth_gasPrice");
      return new FeePerGas(price);
    } catch (ChainException e) {
      corrections.add(unusable(e));
      return FeePerGas.ZERO;
    }
  }

  private static FeeCorrection unusable(ChainException e) {
    return new FeeCorrection(FeeCorrection.Kind.HISTORY_UNUSABLE, String.valueOf(e.getMessage()));
  }

  private Tips bounded(Tips tips, List<FeeCorrection> corrections) {
    FeePerGas floor = Collections.max(List.of(profile.minPriorityFee(), LEAST));
    FeePerGas ceiling = profile.maxPriorityFee();
    if (tips.slow().compareTo(floor) < 0) {
      corrections.add(
          new FeeCorrection(
              FeeCorrection.Kind.TIP_RAISED, "blocks took " + tips.slow() + ", below " + floor));
    }
    if (tips.urgent().compareTo(ceiling) > 0) {
      corrections.add(
          new FeeCorrection(
              FeeCorrection.Kind.TIP_LOWERED,
              "blocks took " + tips.urgent() + ", above " + ceiling));
    }
    return Tips.each(speed -> within(floor, tips.of(speed), ceiling));
  }

  /** The ceiling is the operator's word, also where it is below what builders ask for. */
  private static FeePerGas within(FeePerGas floor, FeePerGas tip, FeePerGas ceiling) {
    FeePerGas raised = tip.compareTo(floor) < 0 ? floor : tip;
    return raised.compareTo(ceiling) > 0 ? ceiling : raised;
  }
}
