package dev.fairlead.devnet;

import dev.fairlead.model.ChainId;
import java.time.Duration;
import java.util.List;

/**
 * How a devnet is started.
 *
 * @param chains the chains, the first being the main one
 * @param firstPort the main chain's loopback port, the others following; 0 for free ones
 * @param blockTime the time between blocks; zero mines a block for each transaction
 * @param relay whether the main chain has a private relay, which then builds its blocks
 * @param relayPort the relay's loopback port; 0 for a free one
 * @param slotsInAnEpoch {@code safe} is this many blocks behind the newest, {@code finalized} twice
 *     as many
 */
public record DevnetConfig(
    List<ChainId> chains,
    int firstPort,
    Duration blockTime,
    boolean relay,
    int relayPort,
    int slotsInAnEpoch) {
  /** The identity of Ethereum's main chain, which the main devnet chain has too. */
  public static final ChainId MAINNET = new ChainId(1);

  /** The identity of Arbitrum One. */
  public static final ChainId ARBITRUM = new ChainId(42161);

  /** The identity of Base. */
  public static final ChainId BASE = new ChainId(8453);

  /** Checks the values. */
  public DevnetConfig {
    chains = List.copyOf(chains);
    if (chains.isEmpty() || chains.stream().distinct().count() != chains.size()) {
      throw new IllegalArgumentException("a devnet needs one or more different chains: " + chains);
    }
    if (firstPort < 0 || firstPort + chains.size() > 65_536) {
      throw new IllegalArgumentException("not a port: " + firstPort);
    }
    if (blockTime.isNegative()) {
      throw new IllegalArgumentException("not a block time: " + blockTime);
    }
    if (slotsInAnEpoch < 1) {
      throw new IllegalArgumentException("an epoch has at least one slot: " + slotsInAnEpoch);
    }
  }

  /** One chain on a free port, a block for each transaction, finality two blocks behind. */
  public static DevnetConfig defaults() {
    return new DevnetConfig(List.of(MAINNET), 0, Duration.ZERO, false, 0, 1);
  }

  /** The same with other chains. */
  public DevnetConfig withChains(ChainId... ids) {
    return new DevnetConfig(List.of(ids), firstPort, blockTime, relay, relayPort, slotsInAnEpoch);
  }

  /** The same on fixed ports. */
  public DevnetConfig withFirstPort(int port) {
    return new DevnetConfig(chains, port, blockTime, relay, relayPort, slotsInAnEpoch);
  }

  /** The same with a block every so often; zero mines a block for each transaction. */
  public DevnetConfig withBlockTime(Duration time) {
    return new DevnetConfig(chains, firstPort, time, relay, relayPort, slotsInAnEpoch);
  }

  /** The same with another distance of {@code safe} and {@code finalized}. */
  public DevnetConfig withSlotsInAnEpoch(int slots) {
    return new DevnetConfig(chains, firstPort, blockTime, relay, relayPort, slots);
  }

  /**
   * The same with a private relay on a free port: the main chain mines only what the relay builds.
   */
  public DevnetConfig withRelay() {
    return withRelay(0);
  }

  /** The same with a private relay on a port. */
  public DevnetConfig withRelay(int port) {
    return new DevnetConfig(chains, firstPort, blockTime, true, port, slotsInAnEpoch);
  }
}
