package dev.fairlead.node.cli;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import dev.fairlead.api.v1.BlockRef;
import dev.fairlead.api.v1.ChainActivity;
import dev.fairlead.api.v1.ChainCondition;
import dev.fairlead.api.v1.ChainStep;
import dev.fairlead.api.v1.EndpointCondition;
import dev.fairlead.api.v1.GetChainsResponse;
import dev.fairlead.api.v1.NewBlock;
import java.util.Locale;
import java.util.stream.Collectors;

/** Chains and their steps in lines for people. */
final class ChainLines {
  private ChainLines() {}

  static String of(GetChainsResponse chains, Rates rates) {
    return chains.getChainsList().stream()
        .map(chain -> of(chain, rates))
        .collect(Collectors.joining());
  }

  private static String of(ChainCondition chain, Rates rates) {
    String line =
        "chain %d %s  head %d%s%s, final %d (%d below)%s, quorum %d%s%s%n"
            .formatted(
                chain.getChainId(),
                chain.getName(),
                chain.getHead().getNumber(),
                soft(chain),
                chain.hasSafe() ? ", safe " + chain.getSafe().getNumber() : "",
                chain.getFinalized().getNumber(),
                chain.getHead().getNumber() - chain.getFinalized().getNumber(),
                chain.hasFinalityStalled()
                    ? ", STANDS STILL for " + chain.getFinalityStalled().getSeconds() + " s"
                    : "",
                chain.getQuorum(),
                chain.getLacksQuorum() ? ", LACKS QUORUM" : "",
                chain.getHalted().isEmpty() ? "" : ", HALTED: " + chain.getHalted());
    return line
        + of(chain.getActivity(), rates.blocks(chain))
        + chain.getEndpointsList().stream()
            .map(
                endpoint -> of(endpoint, chain.getHead().getNumber(), rates.calls(chain, endpoint)))
            .collect(Collectors.joining());
  }

  private static String soft(ChainCondition chain) {
    return switch (chain.getSoftConfirmation()) {
      case SOFT_CONFIRMATION_BY_ARRIVAL -> " (the sequencer's word)";
      case SOFT_CONFIRMATION_PENDING_BLOCK ->
          " (the sequencer's word, pre-confirmed; %d promises broken)"
              .formatted(chain.getBrokenPromises());
      case SOFT_CONFIRMATION_UNSPECIFIED, SOFT_CONFIRMATION_NONE, UNRECOGNIZED -> "";
    };
  }

  private static String of(ChainActivity activity, String rate) {
    return "  %d blocks, %d reorgs since %s%s%s%n"
        .formatted(
            activity.getBlocks(),
            activity.getReorgs(),
            Timestamps.toString(activity.getSince()),
            activity.hasLastReorg()
                ? ", deepest %d, last %s"
                    .formatted(
                        activity.getDeepestReorg(), Timestamps.toString(activity.getLastReorg()))
                : "",
            rate);
  }

  private static String of(EndpointCondition endpoint, long head, String rate) {
    long lag = endpoint.hasHead() ? Math.max(0, head - endpoint.getHead()) : 0;
    return "  %-12s %s  since %s  %s  p50 %s ms, p95 %s ms, %d of %d failed%s%s%s  [%s]%s%n"
        .formatted(
            word(endpoint.getState(), "ENDPOINT_STATE_"),
            endpoint.getName(),
            Timestamps.toString(endpoint.getSince()),
            endpoint.hasHead()
                ? "head " + endpoint.getHead() + (lag == 0 ? "" : " (" + lag + " behind)")
                : "no head",
            millis(endpoint.getP50()),
            millis(endpoint.getP95()),
            endpoint.getFailed(),
            endpoint.getAsked(),
            rate,
            endpoint.getHedges() == 0 ? "" : ", asked besides " + endpoint.getHedges() + " times",
            endpoint.getRateLimits() == 0
                ? ""
                : ", rate-limited " + endpoint.getRateLimits() + " times",
            endpoint.getRolesList().stream()
                .map(role -> word(role, "ENDPOINT_ROLE_"))
                .collect(Collectors.joining(",")),
            endpoint.getReason().isEmpty() ? "" : "  " + endpoint.getReason());
  }

  static String of(ChainStep step) {
    return switch (step.getStepCase()) {
      case EXTENDED -> of(step.getExtended());
      case RETRACTED -> "retracted  " + of(step.getRetracted());
      case FINALIZED -> "finalized  " + of(step.getFinalized());
      case HALTED -> "halted     " + step.getHalted();
      case STEP_NOT_SET -> "";
    };
  }

  private static String of(NewBlock block) {
    return "extended   %s  %s  %d transactions, %d logs, %d gas, base fee %s wei"
        .formatted(
            of(block.getBlock()),
            Timestamps.toString(block.getTimestamp()),
            block.getTransactions(),
            block.getLogs(),
            block.getGasUsed(),
            block.getBaseFee());
  }

  private static String of(BlockRef block) {
    return block.getNumber() + " " + block.getHash();
  }

  private static String millis(Duration duration) {
    return String.format(Locale.ROOT, "%.1f", Durations.toNanos(duration) / 1e6);
  }

  private static String word(Enum<?> value, String prefix) {
    return value.name().replace(prefix, "").toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
