package dev.fairlead.venue.uniswap.v3;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.uniswap.concentrated.SignedWords;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.TickBitmap;
import dev.fairlead.venue.uniswap.concentrated.TickTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads whole V3 pools at one block: price, every word of the tick bitmap, every tick. */
final class V3StateReader {
  private static final Signature SLOT0 = Signature.of("slot0()");
  private static final Signature LIQUIDITY = Signature.of("liquidity()");
  private static final Signature TICK_BITMAP = Signature.of("tickBitmap(int16)");
  private static final Signature TICKS = Signature.of("ticks(int24)");

  private V3StateReader() {}

  private record Slot(Uint256 price, int tick, Uint256 liquidity) {}

  private record TickOf(int pool, int tick) {}

  static List<Pool> read(BlockReader reader, List<V3Terms> terms) {
    Map<Integer, Slot> slots = slots(reader, terms);
    List<TickOf> initialised = initialised(reader, terms, slots);
    Map<Integer, List<TickTable.Tick>> ticks = ticks(reader, terms, initialised);
    List<Pool> pools = new ArrayList<>();
    for (int i = 0; i < terms.size(); i++) {
      Slot slot = slots.get(i);
      if (slot != null) {
        pool(terms.get(i), slot, ticks.getOrDefault(i, List.of())).ifPresent(pools::add);
      }
    }
    return pools;
  }

  /** Empty where the ticks do not sum up to the liquidity that the pool says it has. */
  private static Optional<Pool> pool(V3Terms terms, Slot slot, List<TickTable.Tick> ticks) {
    try {
      SwapState state = SwapState.of(slot.price(), slot.tick(), TickTable.of(ticks));
      return state.liquidity().equals(slot.liquidity())
          ? Optional.of(new UniswapV3Pool(terms, state))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Map<Integer, Slot> slots(BlockReader reader, List<V3Terms> terms) {
    List<BlockReader.View> views = new ArrayList<>();
    for (V3Terms each : terms) {
      views.add(BlockReader.View.of(address(each), SLOT0));
      views.add(BlockReader.View.of(address(each), LIQUIDITY));
    }
    List<Optional<Bytes>> answers = reader.read(views);
    Map<Integer, Slot> slots = new HashMap<>();
    for (int i = 0; i < terms.size(); i++) {
      Optional<Uint256> liquidity = BlockReader.decode(answers.get(2 * i + 1), AbiReader::uint);
      Optional<Bytes> slot0 = answers.get(2 * i);
      int pool = i;
      liquidity
          .flatMap(known ->
              BlockReader.decode(slot0, data -> new Slot(data.uint(), (int) data.signed(), known)))
          .ifPresent(slot -> slots.put(pool, slot));
    }
    return slots;
  }

  private static List<TickOf> initialised(
      BlockReader reader, List<V3Terms> terms, Map<Integer, Slot> slots) {
    List<BlockReader.View> views = new ArrayList<>();
    List<TickOf> words = new ArrayList<>();
    slots.forEach((pool, _) -> {
      V3Terms each = terms.get(pool);
      int last = TickBitmap.lastWord(each.tickSpacing());
      for (int word = TickBitmap.firstWord(each.tickSpacing()); word <= last; word++) {
        views.add(view(each, TICK_BITMAP, word));
        words.add(new TickOf(pool, word));
      }
    });
    List<Optional<Bytes>> answers = reader.read(views);
    List<TickOf> initialised = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      TickOf word = words.get(i);
      int spacing = terms.get(word.pool()).tickSpacing();
      BlockReader.decode(answers.get(i), AbiReader::uint)
          .ifPresent(bits ->
              TickBitmap.ticks(word.tick(), bits, spacing)
                  .forEach(tick -> initialised.add(new TickOf(word.pool(), tick))));
    }
    return initialised;
  }

  private static Map<Integer, List<TickTable.Tick>> ticks(
      BlockReader reader, List<V3Terms> terms, List<TickOf> initialised) {
    List<Optional<Bytes>> answers =
        reader.read(
            initialised.stream().map(t -> view(terms.get(t.pool()), TICKS, t.tick())).toList());
    Map<Integer, List<TickTable.Tick>> ticks = new HashMap<>();
    for (int i = 0; i < initialised.size(); i++) {
      TickOf each = initialised.get(i);
      BlockReader.decode(
              answers.get(i),
              data ->
                  new TickTable.Tick(
                      each.tick(), data.uint().toBigInteger(), SignedWords.signed(data.uint())))
          .ifPresent(tick -> ticks.computeIfAbsent(each.pool(), _ -> new ArrayList<>()).add(tick));
    }
    return ticks;
  }

  private static BlockReader.View view(V3Terms terms, Signature function, int argument) {
    return new BlockReader.View(
        address(terms), AbiWriter.call(function).signed(argument).toBytes());
  }

  private static Address address(V3Terms terms) {
    return terms.facts().id().key().addressAt(0);
  }
}
