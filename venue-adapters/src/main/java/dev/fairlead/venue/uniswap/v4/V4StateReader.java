package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.uniswap.concentrated.SignedWords;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.TickBitmap;
import dev.fairlead.venue.uniswap.concentrated.TickTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads pools from the manager's storage by its own {@code extsload}, as its documentation lays it
 * out: a pool's words begin at the hash of its id and slot 6; word 0 packs price, tick and fees,
 * word 3 is liquidity, 4 and 5 are the mappings of ticks and of their bitmap.
 */
final class V4StateReader {
  private static final Signature EXTSLOAD = Signature.of("extsload(bytes32[])");
  private static final Uint256 POOLS_SLOT = Uint256.of(6);
  private static final Uint256 LIQUIDITY = Uint256.of(3);
  private static final Uint256 TICKS = Uint256.of(4);
  private static final Uint256 BITMAP = Uint256.of(5);
  private static final int SLOTS_A_CALL = 500;
  private static final Uint256 PRICE_MASK = Uint256.MAX_VALUE.shiftRight(96);

  private final BlockReader reader;
  private final Address manager;

  V4StateReader(BlockReader reader, Address manager) {
    this.reader = reader;
    this.manager = manager;
  }

  private record Place(int pool, int index, Bytes32 slot) {}

  /** The pools in the same order; empty where one can't be read. */
  List<Optional<UniswapV4Pool>> read(List<V4Terms> terms) {
    List<Place> heads = new ArrayList<>();
    List<Place> words = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      Uint256 base = base(terms.get(i));
      heads.add(new Place(i, 0, Bytes32.wrap(base.toBytes32())));
      heads.add(new Place(i, 1, Bytes32.wrap(base.plusWrapping(LIQUIDITY).toBytes32())));
      int spacing = terms.get(i).key().tickSpacing();
      for (int word = TickBitmap.firstWord(spacing); word <= TickBitmap.lastWord(spacing); word++) {
        words.add(new Place(i, word, mapping(word, base.plusWrapping(BITMAP))));
      }
    }
    List<Uint256> headValues = load(heads);
    List<Place> ticks = ticks(terms, words, load(words));
    List<List<TickTable.Tick>> tables = tables(terms.size(), ticks, load(ticks));
    List<Optional<UniswapV4Pool>> pools = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      pools.add(
          pool(terms.get(i), headValues.get(2 * i), headValues.get(2 * i + 1), tables.get(i)));
    }
    return pools;
  }

  private static List<Place> ticks(List<V4Terms> terms, List<Place> words, List<Uint256> values) {
    List<Place> ticks = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      Place word = words.get(i);
      V4Terms each = terms.get(word.pool());
      for (int tick : TickBitmap.ticks(word.index(), values.get(i), each.key().tickSpacing())) {
        ticks.add(new Place(word.pool(), tick, mapping(tick, base(each).plusWrapping(TICKS))));
      }
    }
    return ticks;
  }

  private static List<List<TickTable.Tick>> tables(
      int pools, List<Place> ticks, List<Uint256> values) {
    List<List<TickTable.Tick>> tables = new ArrayList<>();
    for (int i = 0; i < pools; i++) {
      tables.add(new ArrayList<>());
    }
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

  private static Optional<UniswapV4Pool> pool(
      V4Terms terms, Uint256 slot0, Uint256 liquidity, List<TickTable.Tick> ticks) {
    int tick = (int) (slot0.shiftRight(160).and(Uint256.of(0xff_ffff)).toLongExact() << 8) >> 8;
    int protocolFee = slot0.shiftRight(184).and(Uint256.of(0xff_ffff)).toIntExact();
    int lpFee = slot0.shiftRight(208).and(Uint256.of(0xff_ffff)).toIntExact();
    try {
      SwapState state = SwapState.of(slot0.and(PRICE_MASK), tick, TickTable.of(ticks));
      return !state.sqrtPrice().isZero() && state.liquidity().equals(liquidity)
          ? Optional.of(new UniswapV4Pool(terms, V4Fees.of(lpFee, protocolFee), state))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The values of storage words, in the same order. */
  private List<Uint256> load(List<Place> places) {
    List<BlockReader.View> views = new ArrayList<>();
    for (int from = 0; from < places.size(); from += SLOTS_A_CALL) {
      List<Place> part = places.subList(from, Math.min(places.size(), from + SLOTS_A_CALL));
      AbiWriter call =
          AbiWriter.call(EXTSLOAD)
              .staticArray(part.stream().map(p -> AbiWriter.tuple().word(p.slot())).toList());
      views.add(new BlockReader.View(manager, call.toBytes()));
    }
    List<Uint256> values = new ArrayList<>(places.size());
    for (Optional<Bytes> answer : reader.readOneByOne(views)) {
      int expected = Math.min(SLOTS_A_CALL, places.size() - values.size());
      List<Uint256> words = BlockReader.decode(answer, AbiReader::uints).orElse(List.of());
      for (int i = 0; i < expected; i++) {
        values.add(i < words.size() ? words.get(i) : Uint256.ZERO);
      }
    }
    return values;
  }

  private static Uint256 base(V4Terms terms) {
    return Uint256.fromBytes(
        AbiWriter.tuple().word(terms.key().id()).uint(POOLS_SLOT).toBytes().keccak256().toArray());
  }

  /** Where a mapping of signed numbers at {@code slot} holds a key. */
  private static Bytes32 mapping(int key, Uint256 slot) {
    return AbiWriter.tuple().signed(key).uint(slot).toBytes().keccak256();
  }
}
