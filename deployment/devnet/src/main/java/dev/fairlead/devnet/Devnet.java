package dev.fairlead.devnet;

import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.devnet.deploy.ChainState;
import dev.fairlead.devnet.relay.PrivateRelay;
import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.model.ChainId;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Local chains with the real venue contracts, tokens and liquid pools.
 *
 * <p>The first start of a machine fetches and deploys; later ones load what was kept and take about
 * a second. Each start is a fresh chain in the same state. Nothing survives {@link #close}, nor the
 * end of the JVM.
 */
public final class Devnet implements AutoCloseable {
  private final List<DevChain> chains;
  private final @Nullable PrivateRelay relay;

  private Devnet(List<DevChain> chains, @Nullable PrivateRelay relay) {
    this.chains = List.copyOf(chains);
    this.relay = relay;
  }

  /** Starts one chain with the defaults, saying on standard error what it fetches. */
  public static Devnet start() {
    return start(DevnetConfig.defaults());
  }

  /** Starts, saying on standard error what it fetches. */
  public static Devnet start(DevnetConfig config) {
    return start(config, Parts.ofUser(Progress.to(System.err)));
  }

  /** Starts with parts from a cache. */
  public static Devnet start(DevnetConfig config, Parts parts) {
    List<DevChain> started = new ArrayList<>();
    try {
      for (ChainId chain : config.chains()) {
        int port = config.firstPort() == 0 ? 0 : config.firstPort() + started.size();
        boolean built = config.relay() && started.isEmpty();
        started.add(start(chain, port, built, config, parts));
      }
      return new Devnet(
          started,
          config.relay() ? relay(started.getFirst(), config, parts.cache().progress()) : null);
    } catch (RuntimeException | Error e) {
      started.forEach(DevChain::close);
      throw e;
    }
  }

  private static DevChain start(
      ChainId chain, int port, boolean built, DevnetConfig config, Parts parts) {
    ChainState state = ChainState.of(chain, parts);
    try {
      return load(state, port, built, config, parts);
    } catch (DevnetException e) {
      parts.cache().progress().says("chain " + chain + " did not load its state; deploying again");
      ChainState.discard(chain, parts);
      return load(ChainState.of(chain, parts), port, built, config, parts);
    }
  }

  private static DevChain load(
      ChainState state, int port, boolean built, DevnetConfig config, Parts parts) {
    AnvilSettings settings =
        new AnvilSettings(
            state.deployment().chain(),
            port,
            config.blockTime(),
            built,
            config.slotsInAnEpoch(),
            state.file(),
            0);
    DevChain loaded = new DevChain(Anvil.start(parts.anvil(), settings), state.deployment());
    try {
      loaded.control().mine();
      return loaded;
    } catch (RuntimeException | Error e) {
      loaded.close();
      throw e;
    }
  }

  private static PrivateRelay relay(DevChain chain, DevnetConfig config, Progress progress) {
    return PrivateRelay.start(
        chain.anvil(), config.relayPort(), config.blockTime(), InstantSource.system(), progress);
  }

  /** The main chain's private relay; the devnet must have been started with one. */
  public PrivateRelay relay() {
    if (relay == null) {
      throw new IllegalStateException("this devnet has no relay; start it withRelay()");
    }
    return relay;
  }

  /** The main chain. */
  public DevChain chain() {
    return chains.getFirst();
  }

  /** One of the chains. */
  public DevChain chain(ChainId id) {
    return chains.stream()
        .filter(chain -> chain.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("this devnet has no chain " + id));
  }

  /** All chains, the main one first. */
  public List<DevChain> chains() {
    return chains;
  }

  @Override
  public void close() {
    if (relay != null) {
      relay.close();
    }
    chains.reversed().forEach(DevChain::close);
  }
}
