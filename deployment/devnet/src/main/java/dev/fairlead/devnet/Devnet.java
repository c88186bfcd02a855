package dev.fairlead.devnet;

import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.devnet.deploy.ChainState;
import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.model.ChainId;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import java.util.ArrayList;
import java.util.List;

/**
 * Local chains with the real venue contracts, tokens and liquid pools.
 *
 * <p>The first start of a machine fetches and deploys; later ones load what was kept and take about
 * a second. Each start is a fresh chain in the same state. Nothing survives {@link #close}, nor the
 * end of the JVM.
 */
public final class Devnet implements AutoCloseable {
  private final List<DevChain> chains;

  private Devnet(List<DevChain> chains) {
    this.chains = List.copyOf(chains);
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
        started.add(start(chain, port, config, parts));
      }
      return new Devnet(started);
    } catch (RuntimeException | Error e) {
      started.forEach(DevChain::close);
      throw e;
    }
  }

  private static DevChain start(ChainId chain, int port, DevnetConfig config, Parts parts) {
    ChainState state = ChainState.of(chain, parts);
    try {
      return load(state, chain, port, config, parts);
    } catch (DevnetException e) {
      parts.cache().progress().says("chain " + chain + " did not load its state; deploying again");
      ChainState.discard(chain, parts);
      return load(ChainState.of(chain, parts), chain, port, config, parts);
    }
  }

  private static DevChain load(
      ChainState state, ChainId chain, int port, DevnetConfig config, Parts parts) {
    AnvilSettings settings =
        new AnvilSettings(
            chain, port, config.blockTime(), config.slotsInAnEpoch(), state.file(), 0);
    DevChain loaded = new DevChain(Anvil.start(parts.anvil(), settings), state.deployment());
    try {
      loaded.control().mine();
      return loaded;
    } catch (RuntimeException | Error e) {
      loaded.close();
      throw e;
    }
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
    chains.reversed().forEach(DevChain::close);
  }
}
