package dev.fairlead.devnet;

import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.AnvilSettings;
import dev.fairlead.devnet.deploy.ChainState;
import dev.fairlead.devnet.relay.PrivateRelay;
import dev.fairlead.devnet.rpc.DevnetException;
import dev.fairlead.model.ChainId;
import dev.fairlead.parts.Parts;
import dev.fairlead.parts.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.InstantSource;
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
        boolean built = config.relay() && started.isEmpty();
        started.add(start(chain, port, built, config, parts));
      }
      return new Devnet(started);
    } catch (RuntimeException | Error e) {
      started.forEach(DevChain::close);
      throw e;
    }
  }

  private static DevChain start(
      ChainId chain, int port, boolean built, DevnetConfig config, Parts parts) {
    ChainState state = ChainState.of(chain, parts);
    requireFree(port);
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
            0,
            AnvilSettings.Family.ETHEREUM);
    Anvil anvil = Anvil.start(parts.anvil(), settings);
    try {
      anvil.control().mine();
      PrivateRelay relay = built ? relay(anvil, config, parts.cache().progress()) : null;
      return new DevChain(anvil, state.deployment(), relay);
    } catch (RuntimeException | Error e) {
      anvil.close();
      throw e;
    }
  }

  private static PrivateRelay relay(Anvil anvil, DevnetConfig config, Progress progress) {
    return PrivateRelay.start(
        anvil, config.relayPort(), config.blockTime(), InstantSource.system(), progress);
  }

  private static void requireFree(int port) {
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    } catch (IOException e) {
      throw new DevnetException(
          DevnetException.Kind.FATAL, "port " + port + " is taken; choose another", e);
    }
  }

  /** The main chain's private relay; the devnet must have been started with one. */
  public PrivateRelay relay() {
    return chain()
        .relay()
        .orElseThrow(
            () -> new IllegalStateException("this devnet has no relay; start it withRelay()"));
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
