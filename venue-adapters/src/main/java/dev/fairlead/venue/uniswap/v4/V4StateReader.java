package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.uniswap.concentrated.SignedWords;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.TickBitmap;
import dev.fairlead.venue.uniswap.concentrated.TickTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads whole pools from the manager's storage: price, fees, and all initialised ticks. */
final class V4StateReader {
  private final V4Storage storage;
  private final V4FeeReader fees;

  V4StateReader(V4Storage storage, V4FeeReader fees) {
    this.storage = storage;
    this.fees = fees;
  }

  private record Place(int pool, int index, Bytes32 slot) {}

  /** The pools in the same order; empty where one can't be read. */
  List<Optional<UniswapV4Pool>> read(List<V4Terms> terms) {
    List<PoolKey> keys = terms.stream().map(V4Terms::key).toList();
    List<Uint256> words = storage.load(keys.stream().map(V4Storage::head).toList());
    List<V4Head> heads = words.stream().map(V4Head::of).toList();
    List<Uint256> liquidity = storage.load(keys.stream().map(V4Storage::liquidity).toList());
    List<Optional<V4Fees>> paid = fees.of(keys, heads);
    List<List<TickTable.Tick>> tables = tables(keys);
    List<Optional<UniswapV4Pool>> pools = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      int at = i;
      pools.add(
          paid.get(i)
              .flatMap(pays ->
                  pool(terms.get(at), pays, heads.get(at), liquidity.get(at), tables.get(at))));
    }
    return pools;
  }

  private List<List<TickTable.Tick>> tables(List<PoolKey> keys) {
    List<List<TickTable.Tick>> tables = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      tables.add(new ArrayList<>());
    }
    List<Place> ticks = ticks(keys);
    List<Uint256> values = load(ticks);
    for (int i = 0; i < ticks.size(); i++) {
      Uint256 packed = values.get(i);
      tables
          .get(ticks.get(i).pool())
          .add(
              new TickTable.Tick(
                  ticks.get(i).index(), SignedWords.low(packed), SignedWords.signedHigh(packed)));
    }
    return tables;
  }

  private List<Place> ticks(List<PoolKey> keys) {
    List<Place> words = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      int spacing = keys.get(i).tickSpacing();
      for (int word = TickBitmap.firstWord(spacing); word <= TickBitmap.lastWord(spacing); word++) {
        words.add(new Place(i, word, V4Storage.bitmap(keys.get(i), word)));
      }
    }
    List<Uint256> values = load(words);
    List<Place> ticks = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      Place word = words.get(i);
      PoolKey key = keys.get(word.pool());
      for (int tick : TickBitmap.ticks(word.index(), values.get(i), key.tickSpacing())) {
        ticks.add(new Place(word.pool(), tick, V4Storage.tick(key, tick)));
      }
    }
    return ticks;
  }

  private List<Uint256> load(List<Place> places) {
    return storage.load(places.stream().map(Place::slot).toList());
  }

  private static Optional<UniswapV4Pool> pool(
      V4Terms terms, V4Fees fees, V4Head head, Uint256 liquidity, List<TickTable.Tick> ticks) {
    try {
      SwapState state = SwapState.of(head.sqrtPrice(), head.tick(), TickTable.of(ticks));
      return !state.sqrtPrice().isZero() && state.liquidity().equals(liquidity)
          ? Optional.of(new UniswapV4Pool(terms, fees, state))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
