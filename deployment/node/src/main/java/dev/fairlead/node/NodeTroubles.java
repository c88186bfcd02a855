package dev.fairlead.node;

import dev.fairlead.event.EventStore;
import dev.fairlead.node.config.NodeConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a node's log, its chains and what it was told to keep off. */
final class NodeTroubles {
  private final NodeConfig config;
  private final EventStore store;
  private final List<ChainUnit> chains;
  private final InstantSource clock;

  /**
   * @param chains those that are open by now
   */
  NodeTroubles(NodeConfig config, EventStore store, List<ChainUnit> chains, InstantSource clock) {
    this.config = config;
    this.store = store;
    this.chains = chains;
    this.clock = clock;
  }

  NodeHealth health(boolean isServing) {
    List<String> troubled = new ArrayList<>();
    if (!isServing) {
      troubled.add("the node is starting");
    }
    chains.forEach(unit -> troubled.addAll(unit.troubles()));
    return new NodeHealth(
        store.evidence().condition(),
        store.projections().states(),
        troubled,
        store.degraded().orElse(null),
        clock.instant());
  }

  List<String> warningsOfTheLog(boolean isServing) {
    List<String> warnings = new ArrayList<>(health(isServing).warnings());
    if (store.appendsAsOwner()) {
      warnings.add(
          "appends run with the rights of the log's owner, who could change what is written;"
              + " give the node a database.writer of its own");
    }
    return warnings;
  }

  /** What deny lists name that no chain has. */
  List<String> unknownDenials() {
    DenyLists lists = new DenyLists(config);
    List<DenyLists.Unknown> unknown = new ArrayList<>(lists.unconfigured());
    config
        .chains()
        .forEach((name, chain) ->
            chains.stream()
                .filter(unit -> unit.chain().id().equals(chain.id()))
                .forEach(unit ->
                    unit.market()
                        .market()
                        .ifPresent(market -> unknown.addAll(lists.notIn(name, market)))));
    return unknown.stream().map(DenyLists.Unknown::words).toList();
  }
}
