package dev.fairlead.venue.curve;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.venue.read.BlockReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The list that each of Curve's factories keeps of the pools that it made, in their order: the
 * proof that a pool is its own.
 */
public final class FactoryList {
  private static final Signature COUNT = Signature.of("pool_count()");
  private static final Signature POOL = Signature.of("pool_list(uint256)");

  private final BlockReader reader;
  private final Address factory;

  public FactoryList(BlockReader reader, Address factory) {
    this.reader = reader;
    this.factory = factory;
  }

  public List<Address> all() {
    return newest(Integer.MAX_VALUE);
  }

  /** The pools made last, at most so many. Their announcements do not all name them. */
  public List<Address> newest(int most) {
    long count =
        BlockReader.decode(
                reader.read(List.of(BlockReader.View.of(factory, COUNT))).getFirst(),
                AbiReader::uintAsLong)
            .orElse(0L);
    List<BlockReader.View> views = new ArrayList<>();
    for (long i = Math.max(0, count - most); i < count; i++) {
      views.add(new BlockReader.View(factory, AbiWriter.call(POOL).uint(i).toBytes()));
    }
    return reader.read(views).stream()
        .map(answer -> BlockReader.decode(answer, AbiReader::address))
        .flatMap(Optional::stream)
        .toList();
  }
}
