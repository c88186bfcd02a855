package dev.fairlead.venue.wrapped;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.LoglessAdapter;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.read.TokenDirectory;
import dev.fairlead.venue.read.Words;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The wrapper of the chain's own coin, at the address that configuration vouches for.
 *
 * <p>It is taken where it holds the coin for all that it has given out, and where depositing and
 * withdrawing nothing is something that it does. Nothing that happens later changes a quote.
 */
public final class WrappedNativeAdapter implements LoglessAdapter {
  private static final Signature DEPOSIT = Signature.of("deposit()");
  private static final Signature WITHDRAW = Signature.of("withdraw(uint256)");
  private static final Signature SUPPLY = Signature.of("totalSupply()");

  private final VenueSettings settings;
  private final Token coin;
  private final TokenDirectory tokens;

  /**
   * @param settings its registry is the wrapper
   * @param coin as it is shown; its address is zero
   */
  public WrappedNativeAdapter(VenueSettings settings, Token coin, TokenDirectory tokens) {
    if (!coin.address().isZero()) {
      throw new IllegalArgumentException("the coin has the address zero, not " + coin.address());
    }
    this.settings = settings;
    this.coin = coin;
    this.tokens = tokens;
  }

  @Override
  public VenueId venue() {
    return settings.venue();
  }

  @Override
  public List<Pool> load(Chain chain, BlockRef at) {
    BlockReader reader = new BlockReader(chain, at);
    Address wrapper = settings.registry();
    tokens.learn(reader, List.of(wrapper));
    Optional<Token> wrapped = tokens.token(wrapper);
    boolean wanted = settings.tokens().admits(wrapper) && settings.tokens().admits(coin.address());
    if (wrapped.isEmpty()
        || wrapped.get().decimals() != coin.decimals()
        || !wanted
        || !isProven(reader)) {
      return List.of();
    }
    PoolId id = new PoolId(chain.id(), venue(), Words.key(wrapper));
    return List.of(
        new WrappedNativePool(
            new PoolFacts(id, List.of(tokens.instance(coin), wrapped.get()), settings.hop())));
  }

  /** One by one: what packs calls takes no coin, not even none of it. */
  private boolean isProven(BlockReader reader) {
    Address wrapper = settings.registry();
    List<Optional<Bytes>> answers =
        reader.readOneByOne(
            List.of(
                BlockReader.View.of(wrapper, SUPPLY),
                BlockReader.View.of(wrapper, DEPOSIT),
                new BlockReader.View(
                    wrapper, AbiWriter.call(WITHDRAW).uint(Uint256.ZERO).toBytes())));
    Uint256 held = reader.chain().balance(wrapper, reader.at()).value();
    return BlockReader.decode(answers.get(0), AbiReader::uint).filter(held::isAtLeast).isPresent()
        && answers.stream().allMatch(Optional::isPresent);
  }

  @Override
  public List<Pool> reload(Chain chain, BlockRef at, Collection<Pool> pools) {
    return pools.isEmpty() ? List.of() : load(chain, at);
  }
}
