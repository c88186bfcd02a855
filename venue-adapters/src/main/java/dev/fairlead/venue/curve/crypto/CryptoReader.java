package dev.fairlead.venue.curve.crypto;

import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.curve.crypto.CryptoViews.Item;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.read.Words;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads crypto pools at one block. Of a factory's pools only those of the version whose arithmetic
 * is known are taken: later ones look the same and compute otherwise.
 */
final class CryptoReader {
  private static final Set<String> RELEASES = Set.of("v2.0.0");
  private static final int MOST_DECIMALS = 18;
  private static final int GAMMA_BITS = 128;

  private final BlockReader reader;
  private final VenueSettings venue;
  private final CryptoTerms.Generation generation;
  private final TokenDirectory directory;

  CryptoReader(
      BlockReader reader,
      VenueSettings venue,
      CryptoTerms.Generation generation,
      TokenDirectory directory) {
    this.reader = reader;
    this.venue = venue;
    this.generation = generation;
    this.directory = directory;
  }

  List<Pool> read(List<Address> pools) {
    List<CryptoViews> views = CryptoViews.of(reader, pools);
    List<Address> coins = new ArrayList<>();
    views.forEach(each -> coins.addAll(each.coins()));
    directory.learn(reader, coins);
    List<Pool> result = new ArrayList<>();
    views.forEach(each -> pool(each).ifPresent(result::add));
    return result;
  }

  private Optional<Pool> pool(CryptoViews views) {
    List<Address> coins = views.coins();
    List<Token> tokens = coins.stream().map(directory::token).flatMap(Optional::stream).toList();
    boolean usable =
        isKnown(views)
            && tokens.size() == coins.size()
            && tokens.size() > 1
            && tokens.stream().allMatch(token -> token.decimals() <= MOST_DECIMALS)
            && coins.stream().allMatch(venue.tokens()::admits);
    if (!usable) {
      return Optional.empty();
    }
    PoolId id = new PoolId(reader.chain().id(), venue.venue(), Words.key(views.pool()));
    return pool(views, new PoolFacts(id, tokens, venue.hop()));
  }

  private boolean isKnown(CryptoViews views) {
    return generation == CryptoTerms.Generation.OLD
        ? isSettled(views)
        : views.version().filter(RELEASES::contains).isPresent();
  }

  /** An old pool works D out again in the first trade after a ramp: until then it is not taken. */
  private static boolean isSettled(CryptoViews views) {
    return views.number(Item.RAMP_END).filter(end -> end.isAtMost(Uint256.ONE)).isPresent();
  }

  private Optional<Pool> pool(CryptoViews views, PoolFacts facts) {
    Map<Item, Uint256> numbers = new EnumMap<>(Item.class);
    for (Item number : Item.values()) {
      views.number(number).ifPresent(value -> numbers.put(number, value));
    }
    if (generation == CryptoTerms.Generation.OLD) {
      // The shares are a token of their own, which no quote depends on.
      numbers.putIfAbsent(Item.SUPPLY, Uint256.ONE);
    }
    int coins = facts.tokens().size();
    List<Uint256> balances = views.balances(coins);
    List<Uint256> scale = views.priceScale(coins);
    List<Uint256> oracle = views.priceOracle(coins);
    if (numbers.size() < Item.values().length
        || balances.size() != coins
        || scale.size() != coins - 1
        || oracle.size() != coins - 1) {
      return Optional.empty();
    }
    Figures figures = new Figures(numbers);
    return Optional.of(
        new CryptoPool(
            facts,
            figures.terms(generation, facts.tokens()),
            new CryptoState(
                balances,
                figures.of(Item.D),
                scale,
                oracle,
                figures.of(Item.PROFIT),
                figures.of(Item.VIRTUAL_PRICE),
                figures.of(Item.SUPPLY),
                true)));
  }

  /** All numbers of a pool. */
  private record Figures(Map<Item, Uint256> numbers) {
    Uint256 of(Item number) {
      return numbers.getOrDefault(number, Uint256.ZERO);
    }

    CryptoTerms terms(CryptoTerms.Generation generation, List<Token> tokens) {
      Uint256 packed = of(Item.A).shiftLeft(GAMMA_BITS).or(of(Item.GAMMA));
      return new CryptoTerms(
          generation,
          of(Item.A),
          of(Item.GAMMA),
          generation == CryptoTerms.Generation.NG && !packed.equals(of(Item.FUTURE)),
          of(Item.MID_FEE),
          of(Item.OUT_FEE),
          of(Item.FEE_GAMMA),
          of(Item.EXTRA_PROFIT),
          of(Item.STEP),
          tokens.stream().map(t -> Uint256.of(10).pow(MOST_DECIMALS - t.decimals())).toList());
    }
  }
}
