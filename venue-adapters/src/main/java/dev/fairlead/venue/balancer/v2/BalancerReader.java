package dev.fairlead.venue.balancer.v2;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
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

/** Reads pools of the Vault at one block. */
final class BalancerReader {
  private static final Signature POOL_ID = Signature.of("getPoolId()");
  private static final Signature FEE = Signature.of("getSwapFeePercentage()");
  private static final Signature PAUSED = Signature.of("getPausedState()");
  private static final Signature WEIGHTS = Signature.of("getNormalizedWeights()");
  private static final Signature AMPLIFICATION = Signature.of("getAmplificationParameter()");
  private static final Signature POOL = Signature.of("getPool(bytes32)");
  private static final Signature TOKENS = Signature.of("getPoolTokens(bytes32)");
  private static final int MOST_DECIMALS = 18;

  private final BlockReader reader;
  private final VenueSettings settings;
  private final TokenDirectory directory;

  BalancerReader(BlockReader reader, VenueSettings settings, TokenDirectory directory) {
    this.reader = reader;
    this.settings = settings;
    this.directory = directory;
  }

  /** What a pool says of itself. */
  private record Told(
      Address address,
      BalancerFactory.Kind kind,
      Bytes32 id,
      PoolCurve curve,
      Uint256 fee,
      boolean paused) {}

  /** What the Vault says of a pool. */
  private record Held(List<Address> tokens, List<Uint256> balances) {}

  List<Pool> read(Map<Address, BalancerFactory.Kind> addresses) {
    List<Told> told = told(addresses);
    List<Optional<Held>> held = held(told);
    List<Address> all = new ArrayList<>();
    held.forEach(h -> h.ifPresent(each -> all.addAll(each.tokens())));
    directory.learn(reader, all);
    List<Pool> pools = new ArrayList<>();
    for (int i = 0; i < told.size(); i++) {
      Told each = told.get(i);
      held.get(i).flatMap(h -> pool(each, h)).ifPresent(pools::add);
    }
    return pools;
  }

  private List<Told> told(Map<Address, BalancerFactory.Kind> addresses) {
    List<BlockReader.View> views = new ArrayList<>();
    addresses.forEach((address, kind) -> {
      views.add(BlockReader.View.of(address, POOL_ID));
      views.add(BlockReader.View.of(address, FEE));
      views.add(BlockReader.View.of(address, PAUSED));
      views.add(
          BlockReader.View.of(
              address, kind == BalancerFactory.Kind.STABLE_V1 ? AMPLIFICATION : WEIGHTS));
    });
    List<Optional<Bytes>> answers = reader.read(views);
    List<Told> told = new ArrayList<>();
    int at = 0;
    for (Map.Entry<Address, BalancerFactory.Kind> pool : addresses.entrySet()) {
      told(pool.getKey(), pool.getValue(), answers.subList(at, at + 4)).ifPresent(told::add);
      at += 4;
    }
    return told;
  }

  private static Optional<Told> told(
      Address address, BalancerFactory.Kind kind, List<Optional<Bytes>> answers) {
    Optional<Bytes32> id = BlockReader.decode(answers.get(0), AbiReader::word);
    Optional<Uint256> fee = BlockReader.decode(answers.get(1), AbiReader::uint);
    Optional<Boolean> paused = BlockReader.decode(answers.get(2), AbiReader::bool);
    Optional<PoolCurve> curve =
        BlockReader.decode(answers.get(3), data -> curve(kind, data)).flatMap(known -> known);
    if (id.isEmpty() || fee.isEmpty() || paused.isEmpty() || curve.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(new Told(address, kind, id.get(), curve.get(), fee.get(), paused.get()));
  }

  /** Empty while the amplification moves: then each second has its own. */
  private static Optional<PoolCurve> curve(BalancerFactory.Kind kind, AbiReader data) {
    return switch (kind) {
      case WEIGHTED_V1 -> Optional.of(new WeightedCurve(data.uints(), false, true));
      case WEIGHTED -> Optional.of(new WeightedCurve(data.uints(), true, true));
      case COMPOSABLE_STABLE -> Optional.empty();
      case STABLE_V1 -> {
        Uint256 amplification = data.uint();
        boolean moves = data.bool();
        yield moves
            ? Optional.empty()
            : Optional.of(new StableCurve(amplification, StableCurve.Generation.V2_FIRST));
      }
    };
  }

  private List<Optional<Held>> held(List<Told> told) {
    List<BlockReader.View> views = new ArrayList<>();
    for (Told each : told) {
      for (Signature function : List.of(POOL, TOKENS)) {
        Bytes data = AbiWriter.call(function).word(each.id()).toBytes();
        views.add(new BlockReader.View(settings.registry(), data));
      }
    }
    List<Optional<Bytes>> answers = reader.read(views);
    List<Optional<Held>> held = new ArrayList<>();
    for (int i = 0; i < told.size(); i++) {
      Address address = told.get(i).address();
      boolean registered =
          BlockReader.decode(answers.get(2 * i), AbiReader::address)
              .filter(address::equals)
              .isPresent();
      held.add(
          registered
              ? BlockReader.decode(
                  answers.get(2 * i + 1), data -> new Held(data.addresses(), data.uints()))
              : Optional.empty());
    }
    return held;
  }

  private Optional<Pool> pool(Told told, Held held) {
    List<Token> tokens =
        held.tokens().stream().map(directory::token).flatMap(Optional::stream).toList();
    boolean wanted =
        tokens.size() == held.tokens().size()
            && tokens.size() > 1
            && held.balances().size() == tokens.size()
            && tokens.stream().allMatch(token -> token.decimals() <= MOST_DECIMALS)
            && held.tokens().stream().allMatch(settings.tokens()::admits);
    if (!wanted) {
      return Optional.empty();
    }
    PoolId id = new PoolId(reader.chain().id(), settings.venue(), Words.key(told.id()));
    BalancerTerms terms =
        new BalancerTerms(BalancerTerms.byDecimals(tokens), told.fee(), told.paused());
    return Optional.of(
        new BalancerV2Pool(
            new PoolFacts(id, tokens, settings.hop()),
            told.kind(),
            told.curve(),
            terms,
            held.balances().toArray(Uint256[]::new)));
  }
}
