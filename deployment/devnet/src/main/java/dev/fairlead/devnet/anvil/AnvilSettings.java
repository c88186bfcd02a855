package dev.fairlead.devnet.anvil;

import dev.fairlead.model.ChainId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How one chain is started.
 *
 * @param port a loopback port, or 0 for a free one
 * @param blockTime the time between blocks; zero mines a block for each transaction
 * @param built whether a builder outside mines the blocks: none are mined here, and the pool keeps
 *     the order of arrival
 * @param slotsInAnEpoch {@code safe} is this many blocks behind the newest, {@code finalized} twice
 *     as many
 * @param state the dumped state to start from, or null for an empty chain
 * @param genesisTime the first block's time of an empty chain, in seconds; 0 for now
 * @param family whose rules the chain keeps
 */
public record AnvilSettings(
    ChainId chain,
    int port,
    Duration blockTime,
    boolean built,
    int slotsInAnEpoch,
    @Nullable Path state,
    long genesisTime,
    Family family) {
  /** Whose rules a chain keeps, as of which fork. */
  public enum Family {
    ETHEREUM("ethereum", "prague"),
    /** Before blocks had a base fee. */
    BERLIN("ethereum", "berlin"),
    OP_STACK("optimism", "isthmus");

    private final String network;
    private final String fork;

    Family(String network, String fork) {
      this.network = network;
      this.fork = fork;
    }
  }

  /** Today's mainnet limit of a block. */
  public static final long BLOCK_GAS_LIMIT = 45_000_000;

  /** An empty chain with a block for each transaction, on a free port. */
  public static AnvilSettings empty(ChainId chain) {
    return new AnvilSettings(chain, 0, Duration.ZERO, false, 1, null, 0, Family.ETHEREUM);
  }

  /** The same with the first block dated. */
  public AnvilSettings withGenesisTime(long seconds) {
    return new AnvilSettings(chain, port, blockTime, built, slotsInAnEpoch, state, seconds, family);
  }

  /** The same by another family's rules. */
  public AnvilSettings withFamily(Family other) {
    return new AnvilSettings(
        chain, port, blockTime, built, slotsInAnEpoch, state, genesisTime, other);
  }

  List<String> flags() {
    List<String> flags = new ArrayList<>();
    flags.addAll(List.of("--chain-id", chain.toString()));
    flags.addAll(List.of("--accounts", "0"));
    flags.addAll(List.of("--network", family.network));
    flags.addAll(List.of("--hardfork", family.fork));
    flags.addAll(List.of("--gas-limit", Long.toString(BLOCK_GAS_LIMIT)));
    flags.addAll(List.of("--slots-in-an-epoch", Integer.toString(slotsInAnEpoch)));
    if (built) {
      flags.addAll(List.of("--no-mining", "--order", "fifo"));
    } else if (!blockTime.isZero()) {
      flags.add("--block-time");
      flags.add(String.format(Locale.ROOT, "%.3f", blockTime.toMillis() / 1000.0));
    }
    if (genesisTime > 0) {
      flags.addAll(List.of("--timestamp", Long.toString(genesisTime)));
    }
    if (state != null) {
      flags.addAll(List.of("--load-state", state.toString()));
    }
    return flags;
  }
}
