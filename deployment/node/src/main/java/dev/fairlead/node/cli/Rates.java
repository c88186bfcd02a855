package dev.fairlead.node.cli;

import dev.fairlead.api.v1.ChainCondition;
import dev.fairlead.api.v1.EndpointCondition;
import dev.fairlead.api.v1.GetChainsResponse;
import java.time.Duration;
import java.util.Locale;

/** How often things happened between two looks at the chains. */
final class Rates {
  private final GetChainsResponse before;
  private final double seconds;

  private Rates(GetChainsResponse before, double seconds) {
    this.before = before;
    this.seconds = seconds;
  }

  /** Since an earlier look; what that did not show has no rate. */
  static Rates since(GetChainsResponse before, Duration ago) {
    return new Rates(before, Math.max(1, ago.toMillis()) / 1e3);
  }

  /** Blocks per minute, in words; empty if unknown. */
  String blocks(ChainCondition chain) {
    return before.getChainsList().stream()
        .filter(earlier -> earlier.getChainId() == chain.getChainId())
        .findFirst()
        .map(earlier ->
            ", %s blocks/min now"
                .formatted(
                    rate(earlier.getActivity().getBlocks(), chain.getActivity().getBlocks(), 60)))
        .orElse("");
  }

  /** Calls per second, in words; empty if unknown. */
  String calls(ChainCondition chain, EndpointCondition endpoint) {
    return before.getChainsList().stream()
        .filter(earlier -> earlier.getChainId() == chain.getChainId())
        .flatMap(earlier -> earlier.getEndpointsList().stream())
        .filter(earlier -> earlier.getName().equals(endpoint.getName()))
        .findFirst()
        .map(earlier -> "  %s calls/s".formatted(rate(calls(earlier), calls(endpoint), 1)))
        .orElse("");
  }

  private static long calls(EndpointCondition endpoint) {
    return endpoint.getAnswers() + endpoint.getFailures();
  }

  private String rate(long earlier, long now, int unit) {
    return String.format(Locale.ROOT, "%.1f", Math.max(0, now - earlier) * unit / seconds);
  }
}
