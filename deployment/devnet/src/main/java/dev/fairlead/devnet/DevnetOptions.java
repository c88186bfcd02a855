package dev.fairlead.devnet;

import dev.fairlead.model.ChainId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@link DevnetMain}.
 *
 * @param seed the market maker's seed
 * @param trades whether the market maker trades
 * @param balancerV3 whether Balancer V3 is compiled in the background and deployed
 * @param file where the main chain's deployment is written as JSON, or null
 */
record DevnetOptions(
    DevnetConfig config,
    long seed,
    boolean trades,
    Duration tradeEvery,
    @Nullable Path file,
    boolean balancerV3,
    boolean help) {
  static final String USAGE =
      """
      usage: devnet [--chains 1,42161,8453] [--port N] [--block-time 1000] [--epoch-slots N]
                    [--relay] [--relay-port N] [--market-maker SEED] [--trade-every 2000]
                    [--deployment FILE] [--balancer-v3]
        --chains        chain ids; the first is the main one (1)
        --port          the main chain's port, the others following (free ones)
        --block-time    milliseconds between blocks; 0 mines a block for each transaction (1000)
        --epoch-slots   safe is this many blocks behind, finalized twice as many (1)
        --relay         a private relay that builds the main chain's blocks, on --relay-port
        --market-maker  trades by itself from this seed, every --trade-every milliseconds
        --deployment    writes where everything stands, as JSON\
      """;

  static DevnetOptions parse(List<String> args) {
    DevnetConfig config = DevnetConfig.defaults().withBlockTime(Duration.ofSeconds(1));
    DevnetOptions options =
        new DevnetOptions(config, 0, false, Duration.ofSeconds(2), null, false, false);
    for (int i = 0; i < args.size(); i++) {
      String name = args.get(i);
      switch (name) {
        case "--help" -> options = options.with(options.config, true);
        case "--balancer-v3" -> options = options.withBalancerV3();
        case "--relay" ->
            options = options.with(options.config.withRelay(options.config.relayPort()), false);
        default -> {
          i++;
          if (i == args.size()) {
            throw new IllegalArgumentException("unknown option, or no value for it: " + name);
          }
          options = options.with(name, args.get(i));
        }
      }
    }
    return options;
  }

  private DevnetOptions with(String name, String value) {
    return switch (name) {
      case "--chains" -> with(config.withChains(chains(value)), help);
      case "--port" -> with(config.withFirstPort(number(name, value)), help);
      case "--block-time" -> with(config.withBlockTime(millis(name, value)), help);
      case "--epoch-slots" -> with(config.withSlotsInAnEpoch(number(name, value)), help);
      case "--relay-port" -> with(config.withRelay(number(name, value)), help);
      case "--market-maker" ->
          new DevnetOptions(config, number(name, value), true, tradeEvery, file, balancerV3, help);
      case "--trade-every" ->
          new DevnetOptions(config, seed, trades, millis(name, value), file, balancerV3, help);
      case "--deployment" ->
          new DevnetOptions(config, seed, trades, tradeEvery, Path.of(value), balancerV3, help);
      default -> throw new IllegalArgumentException("unknown option " + name);
    };
  }

  private DevnetOptions with(DevnetConfig other, boolean helps) {
    return new DevnetOptions(other, seed, trades, tradeEvery, file, balancerV3, helps);
  }

  private DevnetOptions withBalancerV3() {
    return new DevnetOptions(config, seed, trades, tradeEvery, file, true, help);
  }

  private static ChainId[] chains(String value) {
    return Arrays.stream(value.split(",", -1))
        .map(id -> new ChainId(number("--chains", id.strip())))
        .toArray(ChainId[]::new);
  }

  private static Duration millis(String name, String value) {
    return Duration.ofMillis(number(name, value));
  }

  private static int number(String name, String value) {
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " takes a number, not " + value, e);
    }
  }
}
