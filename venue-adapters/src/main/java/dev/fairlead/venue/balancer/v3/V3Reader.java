package dev.fairlead.venue.balancer.v3;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.balancer.curve.PoolCurve;
import dev.fairlead.venue.balancer.curve.StableCurve;
import dev.fairlead.venue.balancer.curve.WeightedCurve;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.read.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads pools of the Balancer V3 Vault at one block. */
final class V3Reader {
  private static final Signature CONFIG = Signature.of("getPoolConfig(address)");
  private static final Signature HOOKS = Signature.of("getHooksConfig(address)");
  private static final Signature TOKENS = Signature.of("getPoolTokenInfo(address)");
  private static final Signature RATES = Signature.of("getPoolTokenRates(address)");
  private static final Signature WEIGHTS = Signature.of("getNormalizedWeights()");
  private static final Signature AMPLIFICATION = Signature.of("getAmplificationParameter()");
  private static final Signature LEAST = Signature.of("getMinTokenBalances()");
  private static final Signature VAULT_PAUSED = Signature.of("isVaultPaused()");
  private static final Signature MINIMUM_TRADE = Signature.of("getMinimumTradeAmount()");
  private static final int ANSWERS = 6;

  /** Words of the configuration before the fees, and between the fees and the flags. */
  private static final int LIQUIDITY_FLAGS = 4;

  private static final int DECIMALS_AND_WINDOW = 2;

  /** Flags of the hooks before those for a swap. */
  private static final int OTHER_HOOKS = 3;

  private final BlockReader reader;
  private final VenueSettings settings;
  private final TokenDirectory directory;

  V3Reader(BlockReader reader, VenueSettings settings, TokenDirectory directory) {
    this.reader = reader;
    this.settings = settings;
    this.directory = directory;
  }

  /** What holds for all pools of the Vault. */
  private record Common(boolean paused, Uint256 minimumTrade) {}

  private record Config(
      Uint256 swapFee,
      Uint256 aggregateSwapFee,
      Uint256 aggregateYieldFee,
      boolean paused,
      boolean recovering) {}

  /** The tokens with their holdings, whose rates are still to come. */
  private record Held(List<Address> tokens, List<BalancerV3Holding> holdings) {}

  /** The curve, and whether it moves by itself. */
  private record Priced(PoolCurve curve, boolean ramping) {}

  /** Only the later weighted pools have least balances. */
  private record Told(
      Address pool, Config config, Held held, Priced priced, List<Uint256> leastBalances) {}

  List<Pool> read(Map<Address, BalancerV3Factory.Kind> pools) {
    if (pools.isEmpty()) {
      return List.of();
    }
    Optional<Common> common = common();
    if (common.isEmpty()) {
      return List.of();
    }
    List<Told> told = told(pools);
    directory.learn(reader, told.stream().flatMap(t -> t.held().tokens().stream()).toList());
    return told.stream().map(each -> pool(each, common.get())).flatMap(Optional::stream).toList();
  }

  private Optional<Common> common() {
    List<Optional<Bytes>> answers =
        reader.read(
            List.of(
                BlockReader.View.of(settings.registry(), VAULT_PAUSED),
                BlockReader.View.of(settings.registry(), MINIMUM_TRADE)));
    Optional<Boolean> paused = BlockReader.decode(answers.get(0), AbiReader::bool);
    Optional<Uint256> minimum = BlockReader.decode(answers.get(1), AbiReader::uint);
    return paused.isEmpty() || minimum.isEmpty()
        ? Optional.empty()
        : Optional.of(new Common(paused.get(), minimum.get()));
  }

  private List<Told> told(Map<Address, BalancerV3Factory.Kind> pools) {
    List<BlockReader.View> views = new ArrayList<>();
    pools.forEach((pool, kind) -> {
      for (Signature function : List.of(CONFIG, HOOKS, TOKENS, RATES)) {
        Bytes data = AbiWriter.call(function).address(pool).toBytes();
        views.add(new BlockReader.View(settings.registry(), data));
      }
      views.add(
          BlockReader.View.of(
              pool, kind == BalancerV3Factory.Kind.STABLE ? AMPLIFICATION : WEIGHTS));
      views.add(BlockReader.View.of(pool, LEAST));
    });
    List<Optional<Bytes>> answers = reader.read(views);
    List<Told> told = new ArrayList<>();
    int at = 0;
    for (Map.Entry<Address, BalancerV3Factory.Kind> pool : pools.entrySet()) {
      told(pool.getKey(), pool.getValue(), answers.subList(at, at + ANSWERS)).ifPresent(told::add);
      at += ANSWERS;
    }
    return told;
  }

  private static Optional<Told> told(
      Address pool, BalancerV3Factory.Kind kind, List<Optional<Bytes>> answers) {
    Optional<Config> config = BlockReader.decode(answers.get(0), V3Reader::config);
    boolean plain = BlockReader.decode(answers.get(1), V3Reader::leavesSwapsAlone).orElse(false);
    Optional<List<Uint256>> rates =
        BlockReader.decode(
            answers.get(3),
            data -> {
              data.uints();
              return data.uints();
            });
    Optional<List<Uint256>> scaling = BlockReader.decode(answers.get(3), AbiReader::uints);
    Optional<Held> held =
        rates.isEmpty()
            ? Optional.empty()
            : BlockReader.decode(
                answers.get(2), data -> held(data, scaling.orElseThrow(), rates.get()));
    Optional<Priced> priced = BlockReader.decode(answers.get(4), data -> priced(kind, data));
    List<Uint256> least = BlockReader.decode(answers.get(5), AbiReader::uints).orElseGet(List::of);
    boolean counted =
        least.isEmpty() || held.filter(h -> h.tokens().size() == least.size()).isPresent();
    return plain && counted && config.isPresent() && held.isPresent() && priced.isPresent()
        ? Optional.of(new Told(pool, config.get(), held.get(), priced.get(), least))
        : Optional.empty();
  }

  private static Config config(AbiReader data) {
    data.skip(LIQUIDITY_FLAGS);
    Uint256 swapFee = data.uint();
    Uint256 aggregateSwapFee = data.uint();
    Uint256 aggregateYieldFee = data.uint();
    data.skip(DECIMALS_AND_WINDOW);
    boolean registered = data.bool();
    if (!registered) {
      throw new IllegalArgumentException("the Vault does not know the pool");
    }
    boolean initialized = data.bool();
    boolean paused = data.bool();
    boolean recovering = data.bool();
    return new Config(
        swapFee, aggregateSwapFee, aggregateYieldFee, paused || !initialized, recovering);
  }

  /** Whether no hook sets the fee of a swap, or runs before or after it. */
  private static boolean leavesSwapsAlone(AbiReader data) {
    data.skip(OTHER_HOOKS);
    boolean setsFee = data.bool();
    boolean before = data.bool();
    boolean after = data.bool();
    return !setsFee && !before && !after;
  }

  private static Held held(AbiReader data, List<Uint256> scaling, List<Uint256> rates) {
    List<Address> tokens = data.addresses();
    AbiReader infos = data.tuple();
    int count = infos.count();
    List<Boolean> rated = new ArrayList<>();
    List<Boolean> pays = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rated.add(!infos.uint().isZero());
      infos.address();
      pays.add(infos.bool());
    }
    List<Uint256> raws = data.uints();
    List<Uint256> lasts = data.uints();
    if (count != tokens.size()
        || raws.size() != count
        || lasts.size() != count
        || scaling.size() != count
        || rates.size() != count) {
      throw new IllegalArgumentException("the Vault's lists differ in length");
    }
    List<BalancerV3Holding> holdings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      holdings.add(
          new BalancerV3Holding(
              scaling.get(i), rates.get(i), rated.get(i), pays.get(i), raws.get(i), lasts.get(i)));
    }
    return new Held(tokens, holdings);
  }

  private static Priced priced(BalancerV3Factory.Kind kind, AbiReader data) {
    return switch (kind) {
      case WEIGHTED -> new Priced(new WeightedCurve(data.uints(), true, true), false);
      case STABLE ->
          new Priced(new StableCurve(data.uint(), StableCurve.Generation.V3), data.bool());
    };
  }

  private Optional<Pool> pool(Told told, Common common) {
    List<Token> tokens =
        told.held().tokens().stream().map(directory::token).flatMap(Optional::stream).toList();
    boolean wanted =
        tokens.size() == told.held().tokens().size()
            && tokens.size() > 1
            && told.held().tokens().stream().allMatch(settings.tokens()::admits);
    if (!wanted) {
      return Optional.empty();
    }
    PoolId id = new PoolId(reader.chain().id(), settings.venue(), Words.key(told.pool()));
    Config config = told.config();
    BalancerV3Terms terms =
        new BalancerV3Terms(
            config.swapFee(),
            config.aggregateSwapFee(),
            config.aggregateYieldFee(),
            common.minimumTrade(),
            config.paused() || common.paused(),
            config.recovering(),
            told.priced().ramping(),
            told.leastBalances());
    return Optional.of(
        new BalancerV3Pool(
            new PoolFacts(id, tokens, settings.hop()),
            settings.registry(),
            told.priced().curve(),
            terms,
            told.held().holdings()));
  }
}
