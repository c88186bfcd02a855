package dev.fairlead.venue.balancer.buffer;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.erc4626.Erc4626Pool;
import dev.fairlead.venue.read.BlockReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the Vault keeps for ERC-4626 vaults that are known at the same block. */
final class BufferReader {
  private static final Signature PAUSED = Signature.of("areBuffersPaused()");
  private static final Signature LEAST_WRAP = Signature.of("getMinimumWrapAmount()");
  private static final Signature ASSET = Signature.of("getBufferAsset(address)");
  private static final Signature BALANCE = Signature.of("getBufferBalance(address)");

  private final BlockReader reader;
  private final Address vault;

  BufferReader(BlockReader reader, Address vault) {
    this.reader = reader;
    this.vault = vault;
  }

  private record Held(Uint256 assets, Uint256 shares) {}

  /** The buffers that there are. */
  List<Pool> read(List<Erc4626Pool> wrappers) {
    List<BlockReader.View> views = new ArrayList<>();
    views.add(BlockReader.View.of(vault, PAUSED));
    views.add(BlockReader.View.of(vault, LEAST_WRAP));
    for (Erc4626Pool wrapper : wrappers) {
      Address shares = wrapper.tokens().getLast().address();
      views.add(new BlockReader.View(vault, AbiWriter.call(ASSET).address(shares).toBytes()));
      views.add(new BlockReader.View(vault, AbiWriter.call(BALANCE).address(shares).toBytes()));
    }
    List<Optional<Bytes>> answers = reader.read(views);
    Optional<BufferTerms> terms = terms(answers);
    List<Pool> pools = new ArrayList<>();
    for (int i = 0; i < wrappers.size() && terms.isPresent(); i++) {
      pool(wrappers.get(i), terms.get(), answers.get(2 * i + 2), answers.get(2 * i + 3))
          .ifPresent(pools::add);
    }
    return pools;
  }

  private Optional<BufferTerms> terms(List<Optional<Bytes>> answers) {
    Optional<Boolean> paused = BlockReader.decode(answers.get(0), AbiReader::bool);
    Optional<Uint256> least = BlockReader.decode(answers.get(1), AbiReader::uint);
    return paused.flatMap(known -> least.map(units -> new BufferTerms(vault, units, known)));
  }

  /** None where the Vault keeps none, or keeps it for another asset. */
  private static Optional<Pool> pool(
      Erc4626Pool wrapper, BufferTerms terms, Optional<Bytes> asset, Optional<Bytes> balance) {
    Token first = wrapper.tokens().getFirst();
    Token shares = wrapper.tokens().getLast();
    PoolFacts facts = new PoolFacts(wrapper.id(), wrapper.tokens(), wrapper.gas(first, shares));
    return BlockReader.decode(asset, AbiReader::address)
        .filter(first.address()::equals)
        .flatMap(_ -> BlockReader.decode(balance, data -> new Held(data.uint(), data.uint())))
        .map(held -> new BufferPool(facts, terms, wrapper.rate(), held.assets(), held.shares()));
  }
}
