package dev.fairlead.node.doctor;

import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.model.Address;
import dev.fairlead.node.Anchors;
import dev.fairlead.node.DenyLists;
import dev.fairlead.node.config.AccountConfig;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.EvidenceConfig;
import dev.fairlead.node.config.NodeConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Proves a configuration against the world that it speaks of, over connections of its own. It needs
 * no node, and writes nothing anywhere: what only a change could prove is said to be unproved.
 */
public final class Doctor {
  private final NodeConfig config;
  private final InstantSource clock;

  public Doctor(NodeConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  /** Looks at everything; {@code progress} hears each finding as it is made. */
  public Diagnosis examine(Consumer<Finding> progress) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    Consumer<Finding> heard =
        finding -> {
          findings.add(finding);
          progress.accept(finding);
        };
    Set<Address> trading = keys(heard);
    Optional<Address> anchor = evidence(trading, heard);
    new DatabaseCheck(clock, new Sheet("database", "", heard)).examine(config.database());
    DenyLists denied = new DenyLists(config);
    new DenyCheck(new Sheet("deny lists", "", heard)).examine(denied);
    try (ChainIo io = ChainIo.open()) {
      for (var chain : new TreeMap<>(config.chains()).entrySet()) {
        ChainConfig settings = chain.getValue();
        new ChainCheck(
                chain.getKey(),
                settings,
                io,
                clock,
                new Sheet("chain " + chain.getKey(), "", heard))
            .examine(
                new ChainCheck.Ours(
                    trading, anchor(chain.getKey(), anchor), denied.poolsOfVenues(chain.getKey())));
      }
    }
    return new Diagnosis(findings);
  }

  private Set<Address> keys(Consumer<Finding> heard) {
    Sheet sheet = new Sheet("files", "", heard);
    new PlaceCheck(sheet).directory(config.dataDir());
    KeyCheck keys = new KeyCheck(sheet);
    keys.own(config);
    Set<Address> trading = new LinkedHashSet<>();
    for (AccountConfig account : config.accounts()) {
      keys.account("accounts", account).ifPresent(trading::add);
    }
    return trading;
  }

  /** Who anchors on a chain, if anybody does. */
  private Optional<Address> evidence(Set<Address> trading, Consumer<Finding> heard) {
    Sheet sheet = new Sheet("evidence", "", heard);
    PlaceCheck places = new PlaceCheck(sheet);
    places.checkpoints(Anchors.checkpointFile(config));
    if (config.evidence().http() != null) {
      places.checkpoints(config.evidence().http());
    }
    EvidenceConfig.Chain chain = config.evidence().chain();
    if (chain == null) {
      return Optional.empty();
    }
    Optional<Address> account = new KeyCheck(sheet).account("evidence.chain", chain.account());
    if (account.filter(trading::contains).isPresent()) {
      sheet
          .about("account " + account.get())
          .wrong(
              "of its own",
              "it trades, so that checkpoints would take its nonces",
              "give evidence.chain another account");
    }
    return account;
  }

  private Optional<ChainCheck.Ours.Anchor> anchor(String name, Optional<Address> account) {
    EvidenceConfig.Chain chain = config.evidence().chain();
    return chain == null || !chain.name().equals(name)
        ? Optional.empty()
        : account.map(known -> new ChainCheck.Ours.Anchor(known, chain));
  }
}
