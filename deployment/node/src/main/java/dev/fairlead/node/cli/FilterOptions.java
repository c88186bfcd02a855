package dev.fairlead.node.cli;

import dev.fairlead.api.v1.EventFilter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which events a command is about; filtered by the node. */
final class FilterOptions {
  @Option(
      names = "--intent",
      paramLabel = "ID",
      split = ",",
      description = "Only these intents' events.")
  private List<String> intents = new ArrayList<>();

  @Option(
      names = "--strategy",
      paramLabel = "ID",
      split = ",",
      description = "Only events of these strategies' intents.")
  private List<String> strategies = new ArrayList<>();

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      split = ",",
      description = "Only events of these types, such as intent.settled.v1.")
  private List<String> types = new ArrayList<>();

  @Option(
      names = "--chain",
      paramLabel = "ID",
      split = ",",
      description = "Only what concerns these chains.")
  private List<Long> chains = new ArrayList<>();

  EventFilter message() {
    return EventFilter.newBuilder()
        .addAllIntentIds(intents)
        .addAllStrategyIds(strategies)
        .addAllTypes(types)
        .addAllChainIds(chains)
        .build();
  }
}
