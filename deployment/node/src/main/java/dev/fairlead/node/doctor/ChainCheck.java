package dev.fairlead.node.doctor;

import dev.fairlead.chain.ChainProfile;
import dev.fairlead.chain.endpoint.Endpoint;
import dev.fairlead.chain.endpoint.EndpointRole;
import dev.fairlead.chain.rpc.ChainIo;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.node.CheckpointLog;
import dev.fairlead.node.DenyLists;
import dev.fairlead.node.ExecutorSite;
import dev.fairlead.node.SettingsAssembly;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.EvidenceConfig;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A chain: its endpoints, then by the most wanted of them that can tell, its contracts. */
final class ChainCheck {
  private final String name;
  private final ChainConfig config;
  private final ChainProfile profile;
  private final ChainIo io;
  private final InstantSource clock;
  private final Sheet sheet;

  ChainCheck(String name, ChainConfig config, ChainIo io, InstantSource clock, Sheet sheet) {
    this.name = name;
    this.config = config;
    this.profile = SettingsAssembly.profile(name, config);
    this.io = io;
    this.clock = clock;
    this.sheet = sheet;
  }

  /**
   * Whose accounts and contracts are looked at.
   *
   * @param trading the accounts that trade
   * @param anchor who writes checkpoints to this chain
   * @param denied the pools that no route may use
   */
  record Ours(Set<Address> trading, Optional<Anchor> anchor, List<DenyLists.Pool> denied) {
    /** The account and what one checkpoint may cost it. */
    record Anchor(Address account, EvidenceConfig.Chain settings) {}
  }

  void examine(Ours ours) throws InterruptedException {
    Map<Endpoint, Asking> asked = new LinkedHashMap<>();
    Map<Endpoint, State> states = new LinkedHashMap<>();
    try {
      for (Endpoint endpoint : config.reached().all()) {
        Asking asking = new Asking(config.id(), endpoint, io);
        asked.put(endpoint, asking);
        new EndpointCheck(profile, endpoint, asking, clock, sheet)
            .examine()
            .ifPresent(state -> states.put(endpoint, state));
      }
      agreement(states);
      contracts(states, ours);
    } finally {
      asked.values().forEach(Asking::close);
    }
    if (config.relay() != null) {
      new RelayCheck(io, sheet).examine(config.id(), config.relay());
    }
  }

  /** One endpoint can say what it likes; two must have the same block below the window. */
  private void agreement(Map<Endpoint, State> states) {
    Sheet own = sheet.about("endpoints");
    long voters =
        states.keySet().stream()
            .filter(endpoint -> endpoint.roles().contains(EndpointRole.QUORUM))
            .count();
    int quorum = config.reached().quorum();
    if (voters < quorum) {
      own.wrong(
          "quorum",
          "%d of the %d endpoints that must agree can be asked".formatted(voters, quorum),
          "repair the endpoints above, or add others");
    } else if (quorum == 1) {
      own.notProved("quorum", "the chain rests on the word of one endpoint; add another's");
    } else {
      own.proved("quorum", "%d can be asked, %d must agree".formatted(voters, quorum));
    }
    if (states.size() > 1) {
      own.attempt("same chain", () -> sameBlock(own, states));
    }
  }

  private void sameBlock(Sheet own, Map<Endpoint, State> states) {
    long lowest =
        states.values().stream()
            .mapToLong(state -> state.at().ref().number().value())
            .min()
            .orElseThrow();
    String height = "0x" + Long.toHexString(Math.max(0, lowest - profile.window()));
    Map<BlockRef, List<String>> told = new LinkedHashMap<>();
    states.forEach((endpoint, state) ->
        state
            .asking()
            .block(height)
            .ifPresent(block ->
                told.computeIfAbsent(block.ref(), _ -> new ArrayList<>()).add(endpoint.name())));
    long tellers = told.values().stream().mapToLong(List::size).sum();
    if (told.size() <= 1 && tellers < states.size()) {
      own.notProved("same chain", "not all show the block at height " + height + ": " + told);
    } else if (told.size() == 1) {
      own.proved("same chain", "all have block " + told.keySet().iterator().next());
    } else {
      own.wrong(
          "same chain",
          "they have different blocks: " + told,
          "compare with an endpoint that has nothing to do with them; one is on a fork");
    }
  }

  private void contracts(Map<Endpoint, State> states, Ours ours) {
    Optional<Map.Entry<Endpoint, State>> teller =
        states.entrySet().stream()
            .filter(entry -> entry.getKey().roles().contains(EndpointRole.READ))
            .findFirst();
    if (teller.isEmpty()) {
      sheet.about("contracts").notProved("all", "no endpoint can tell what stands on the chain");
      return;
    }
    State state = teller.get().getValue();
    String key = "chains." + name;
    for (Address account : ours.trading()) {
      new AccountCheck(state, config.minPriorityFee(), sheet).examine(account);
      new ExecutorCheck(state, sheet).examine("executor", ExecutorSite.of(account, config));
    }
    ours.anchor()
        .ifPresent(anchor -> {
          new AccountCheck(state, config.minPriorityFee(), sheet)
              .examine(anchor.account(), anchor.settings().maxFee());
          new ExecutorCheck(state, sheet).examine("checkpoint log", CheckpointLog.load().site());
        });
    new TokenCheck(config, key, state, sheet).examine();
    new UniswapCheck(config, key, state, sheet).examine();
    new QuoterCheck(config.venues(), key, state, sheet).examine();
    new CurveCheck(config, key, state, sheet).examine();
    new BalancerCheck(config, key, state, sheet).examine();
    new VaultCheck(config, key, state, sheet).examine();
    new DenyCheck(sheet).examine(state, ours.denied());
    new KnownSiteCheck(config.id(), profile.proof().dialect(), state, sheet).examine();
  }
}
