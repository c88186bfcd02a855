package dev.fairlead.venue.read;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Many view calls, all answered from the state after one block.
 *
 * <p>Packs them into calls of Multicall3 where the very code of that contract stands at its usual
 * address, else sends each by itself. For one thread.
 */
public final class BlockReader {
  /** Where Multicall3 stands on every chain that has it. */
  public static final Address MULTICALL3 =
      Address.parse("0xcA11bde05977b3631167028862bE2a173976CA11");

  /**
   * The hashes of Multicall3's code, as it stands on the public chains and as viem compiles it;
   * another code there could answer anything.
   */
  private static final Set<Bytes32> MULTICALL3_CODE =
      Set.of(
          Bytes32.parse("0xd5c15df687b16f2ff992fc8d767b4216323184a2bbc6ee2f9c398c318e770891"),
          Bytes32.parse("0x5a29a1eb2f59e45e4249b938c8192cac0d2bd32398e1afa03f302a867db692ea"));

  private static final Signature AGGREGATE = Signature.of("aggregate3((address,bool,bytes)[])");
  private static final Signature TIME = Signature.of("getCurrentBlockTimestamp()");
  private static final int PACK = 250;
  private static final int BATCH = 4;

  private final Chain chain;
  private final BlockRef at;
  private final boolean packs;

  public BlockReader(Chain chain, BlockRef at) {
    this.chain = chain;
    this.at = at;
    this.packs = isMulticall3(chain.code(MULTICALL3, at));
  }

  /** Whether this is the code that calls are packed for. */
  public static boolean isMulticall3(Bytes code) {
    return MULTICALL3_CODE.contains(code.keccak256());
  }

  public Chain chain() {
    return chain;
  }

  public BlockRef at() {
    return at;
  }

  /** One view call. */
  public record View(Address to, Bytes data) {
    public static View of(Address to, Signature function) {
      return new View(to, AbiWriter.call(function).toBytes());
    }
  }

  /** What each call returned, in their order; empty where it reverted. */
  public List<Optional<Bytes>> read(List<View> views) {
    List<Optional<Bytes>> results = new ArrayList<>(views.size());
    int step = packs ? PACK * BATCH : PACK;
    for (int from = 0; from < views.size(); from += step) {
      List<View> part = views.subList(from, Math.min(views.size(), from + step));
      results.addAll(packs ? packed(part) : single(part));
    }
    return results;
  }

  /** Decodes what a call returned; empty where it reverted or is not of that shape. */
  public static <T> Optional<T> decode(Optional<Bytes> returned, Function<AbiReader, T> decoder) {
    if (returned.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(decoder.apply(AbiReader.of(returned.get())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The same for calls so costly that several would not fit the gas of one. */
  public List<Optional<Bytes>> readOneByOne(List<View> views) {
    return single(views);
  }

  /** The block's own time, in seconds, where Multicall3 can tell it. */
  public Optional<Uint256> time() {
    return packs
        ? decode(single(List.of(View.of(MULTICALL3, TIME))).getFirst(), AbiReader::uint)
        : Optional.empty();
  }

  private List<Optional<Bytes>> single(List<View> views) {
    return chain.call(at, views.stream().map(v -> Call.view(v.to(), v.data())).toList()).stream()
        .map(BlockReader::returned)
        .toList();
  }

  private List<Optional<Bytes>> packed(List<View> views) {
    List<Call> packs = new ArrayList<>();
    for (int from = 0; from < views.size(); from += PACK) {
      packs.add(pack(views.subList(from, Math.min(views.size(), from + PACK))));
    }
    List<Optional<Bytes>> results = new ArrayList<>(views.size());
    for (CallResult result : chain.call(at, packs)) {
      int from = results.size();
      int count = Math.min(PACK, views.size() - from);
      Optional<List<Optional<Bytes>>> unpacked = decode(returned(result), r -> unpack(r, count));
      results.addAll(unpacked.orElseGet(() -> single(views.subList(from, from + count))));
    }
    return results;
  }

  private static Call pack(List<View> views) {
    List<AbiWriter> items =
        views.stream()
            .map(v -> AbiWriter.tuple().address(v.to()).bool(true).bytes(v.data()))
            .toList();
    return Call.view(MULTICALL3, AbiWriter.call(AGGREGATE).dynamicArray(items).toBytes());
  }

  private static List<Optional<Bytes>> unpack(AbiReader reader, int expected) {
    AbiReader array = reader.tuple();
    int count = array.count();
    if (count != expected) {
      throw new IllegalArgumentException("expected " + expected + " results but found " + count);
    }
    AbiReader items = array.here();
    List<Optional<Bytes>> results = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      AbiReader item = items.tuple();
      boolean succeeded = item.bool();
      Bytes data = item.bytes();
      results.add(succeeded ? Optional.of(data) : Optional.empty());
    }
    return results;
  }

  private static Optional<Bytes> returned(CallResult result) {
    return switch (result) {
      case CallResult.Returned(Bytes data) -> Optional.of(data);
      case CallResult.Reverted _ -> Optional.empty();
    };
  }
}
