package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.read.BlockReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The manager's storage by its own {@code extsload}, as its documentation lays it out: a pool's
 * words begin at the hash of its id and slot 6; word 0 packs price, tick and fees, word 3 is
 * liquidity, 4 and 5 are the mappings of ticks and of their bitmap.
 */
final class V4Storage {
  private static final Signature EXTSLOAD = Signature.of("extsload(bytes32[])");
  private static final Uint256 POOLS_SLOT = Uint256.of(6);
  private static final Uint256 LIQUIDITY = Uint256.of(3);
  private static final Uint256 TICKS = Uint256.of(4);
  private static final Uint256 BITMAP = Uint256.of(5);
  private static final int SLOTS_A_CALL = 500;

  private final BlockReader reader;
  private final Address manager;

  V4Storage(BlockReader reader, Address manager) {
    this.reader = reader;
    this.manager = manager;
  }

  static Bytes32 head(PoolKey key) {
    return Bytes32.wrap(base(key).toBytes32());
  }

  static Bytes32 liquidity(PoolKey key) {
    return Bytes32.wrap(base(key).plusWrapping(LIQUIDITY).toBytes32());
  }

  static Bytes32 tick(PoolKey key, int tick) {
    return mapping(tick, base(key).plusWrapping(TICKS));
  }

  static Bytes32 bitmap(PoolKey key, int word) {
    return mapping(word, base(key).plusWrapping(BITMAP));
  }

  /** The values of storage words, in the same order. */
  List<Uint256> load(List<Bytes32> slots) {
    List<BlockReader.View> views = new ArrayList<>();
    for (int from = 0; from < slots.size(); from += SLOTS_A_CALL) {
      List<Bytes32> part = slots.subList(from, Math.min(slots.size(), from + SLOTS_A_CALL));
      AbiWriter call =
          AbiWriter.call(EXTSLOAD)
              .staticArray(part.stream().map(slot -> AbiWriter.tuple().word(slot)).toList());
      views.add(new BlockReader.View(manager, call.toBytes()));
    }
    List<Uint256> values = new ArrayList<>(slots.size());
    for (Optional<Bytes> answer : reader.readOneByOne(views)) {
      int expected = Math.min(SLOTS_A_CALL, slots.size() - values.size());
      List<Uint256> words = BlockReader.decode(answer, AbiReader::uints).orElse(List.of());
      for (int i = 0; i < expected; i++) {
        values.add(i < words.size() ? words.get(i) : Uint256.ZERO);
      }
    }
    return values;
  }

  private static Uint256 base(PoolKey key) {
    return Uint256.fromBytes(
        AbiWriter.tuple().word(key.id()).uint(POOLS_SLOT).toBytes().keccak256().toArray());
  }

  /** Where a mapping of signed numbers at {@code slot} holds a key. */
  private static Bytes32 mapping(int key, Uint256 slot) {
    return AbiWriter.tuple().signed(key).uint(slot).toBytes().keccak256();
  }
}
