package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.curve.stableswap.CurvePoolSettings.Generation;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.read.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a StableSwap factory's pools at one block.
 *
 * <p>Left out is what can't be exact: contracts that configuration does not vouch for, coins whose
 * balances move by themselves, and metapools over a pool whose virtual price is not the one that
 * comes out here.
 */
final class FactoryPoolReader {
  private static final Signature SUPPLY = Signature.of("totalSupply()");
  private static final Set<String> RELEASES = Set.of("v6.0.0", "v6.0.1", "v7.0.0");
  private static final Uint256 REBASING = Uint256.of(2);
  private static final int MOST_DECIMALS = 36;

  private final BlockReader reader;
  private final VenueSettings venue;
  private final CurveFactorySettings settings;
  private final TokenDirectory directory;

  FactoryPoolReader(
      BlockReader reader,
      VenueSettings venue,
      CurveFactorySettings settings,
      TokenDirectory directory) {
    this.reader = reader;
    this.venue = venue;
    this.settings = settings;
    this.directory = directory;
  }

  /** What is known of a pool before its tokens are. */
  private record Found(StableSwapViews views, Generation generation) {}

  /** A pool of the factory, or one that it only knows. */
  private record Base(Found found, Uint256 supply) {}

  List<Pool> read(List<Address> pools) {
    List<Found> found = new ArrayList<>();
    for (StableSwapViews views : StableSwapViews.of(reader, venue.registry(), pools)) {
      generation(views).ifPresent(generation -> found.add(new Found(views, generation)));
    }
    Map<Address, Base> bases = bases(found);
    List<Address> coins = new ArrayList<>();
    found.forEach(each -> coins.addAll(each.views().coins()));
    bases.values().forEach(base -> coins.addAll(base.found().views().coins()));
    directory.learn(reader, coins);
    List<Pool> result = new ArrayList<>();
    for (Found each : found) {
      Optional<Address> base = each.views().basePool();
      Optional<? extends Pool> pool =
          base.isEmpty()
              ? plain(each, each.views().coins())
              : meta(each, Optional.ofNullable(bases.get(base.get())));
      pool.filter(this::isAdmitted).ifPresent(result::add);
    }
    return result;
  }

  private Optional<Generation> generation(StableSwapViews views) {
    if (settings.implementations().isEmpty()) {
      return views.version().filter(RELEASES::contains).map(_ -> Generation.NG);
    }
    return views.implementation().map(settings.implementations()::get);
  }

  private Map<Address, Base> bases(List<Found> found) {
    Map<Address, Address> shares = new HashMap<>();
    for (Found each : found) {
      List<Address> coins = each.views().coins();
      each.views()
          .basePool()
          .filter(_ -> coins.size() == 2)
          .ifPresent(base -> shares.put(base, coins.getLast()));
    }
    List<Map.Entry<Address, Address>> entries = List.copyOf(shares.entrySet());
    List<Address> addresses = entries.stream().map(Map.Entry::getKey).toList();
    List<Optional<Bytes>> supplies =
        reader.read(entries.stream().map(e -> BlockReader.View.of(e.getValue(), SUPPLY)).toList());
    List<StableSwapViews> views = StableSwapViews.of(reader, venue.registry(), addresses);
    Map<Address, Base> bases = new HashMap<>();
    for (int i = 0; i < addresses.size(); i++) {
      StableSwapViews each = views.get(i);
      Optional<Uint256> supply = BlockReader.decode(supplies.get(i), AbiReader::uint);
      Optional<Generation> generation = Optional.ofNullable(settings.basePools().get(each.pool()));
      // The shares of a pool of the factory are the pool itself; so none can be passed off as it.
      if (generation.isEmpty() && each.pool().equals(entries.get(i).getValue())) {
        generation = generation(each);
      }
      if (supply.isPresent() && generation.isPresent()) {
        bases.put(each.pool(), new Base(new Found(each, generation.get()), supply.get()));
      }
    }
    return bases;
  }

  private Optional<CurveStableSwapPool> plain(Found found, List<Address> coins) {
    StableSwapViews views = found.views();
    List<Token> tokens = coins.stream().map(directory::token).flatMap(Optional::stream).toList();
    List<Uint256> balances = views.balances();
    if (tokens.size() != coins.size()
        || tokens.size() < 2
        || balances.size() != tokens.size()
        || tokens.stream().anyMatch(token -> token.decimals() > MOST_DECIMALS)) {
      return Optional.empty();
    }
    return terms(found, tokens)
        .map(terms ->
            new CurveStableSwapPool(
                facts(views.pool(), tokens), terms, balances.toArray(Uint256[]::new)));
  }

  private Optional<CurveTerms> terms(Found found, List<Token> tokens) {
    StableSwapViews views = found.views();
    boolean ng = found.generation() == Generation.NG;
    Optional<List<Uint256>> rates =
        ng ? views.rates() : Optional.of(tokens.stream().map(FactoryPoolReader::rate).toList());
    Optional<Uint256> multiplier = ng ? views.offPegMultiplier() : Optional.of(OffPegFee.ONE);
    List<Uint256> types = views.assetTypes().orElse(List.of());
    if (views.amplification().isEmpty()
        || views.fee().isEmpty()
        || views.adminFee().isEmpty()
        || multiplier.isEmpty()
        || rates.filter(all -> all.size() == tokens.size()).isEmpty()
        || (ng && (types.isEmpty() || types.contains(REBASING)))) {
      return Optional.empty();
    }
    boolean moves = ng && types.stream().anyMatch(type -> !type.isZero());
    return Optional.of(
        new CurveTerms(
            Amplification.of(views.amplification().get(), tokens.size(), found.generation()),
            views.fee().get(),
            views.adminFee().get(),
            rates.get(),
            multiplier.get(),
            moves || views.isRamping()));
  }

  private static Uint256 rate(Token token) {
    return Uint256.of(10).pow(MOST_DECIMALS - token.decimals());
  }

  private Optional<CurveMetaPool> meta(Found found, Optional<Base> base) {
    if (base.isEmpty()) {
      return Optional.empty();
    }
    StableSwapViews under = base.get().found().views();
    Optional<BasePool> basePool =
        plain(base.get().found(), under.coins())
            .map(pool -> new BasePool(pool, base.get().supply()))
            .filter(pool -> !pool.supply().isZero())
            .filter(pool -> pool.virtualPrice().equals(under.virtualPrice()));
    Optional<CurveStableSwapPool> own = plain(found, found.views().coins());
    if (basePool.isEmpty() || own.isEmpty() || own.get().tokens().size() != 2) {
      return Optional.empty();
    }
    List<Token> tokens = new ArrayList<>(own.get().tokens());
    tokens.addAll(basePool.get().pool().tokens());
    CurveTerms terms = own.get().terms().withLastRate(basePool.get().virtualPrice().orElseThrow());
    return Optional.of(
        new CurveMetaPool(
            facts(found.views().pool(), tokens), own.get().under(terms), basePool.get()));
  }

  private PoolFacts facts(Address pool, List<Token> tokens) {
    return new PoolFacts(
        new PoolId(reader.chain().id(), venue.venue(), Words.key(pool)), tokens, venue.hop());
  }

  private boolean isAdmitted(Pool pool) {
    return pool.tokens().stream().allMatch(token -> venue.tokens().admits(token.address()));
  }
}
