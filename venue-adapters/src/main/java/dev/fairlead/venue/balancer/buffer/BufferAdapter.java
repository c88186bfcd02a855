package dev.fairlead.venue.balancer.buffer;

import dev.fairlead.chain.Chain;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.LoglessAdapter;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.erc4626.Erc4626Adapter;
import dev.fairlead.venue.erc4626.Erc4626Pool;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.read.TokenDirectory;
import java.util.Collection;
import java.util.List;

/**
 * Buffers of a Balancer V3 Vault, for ERC-4626 vaults that configuration vouches for.
 *
 * <p>Anyone may open a buffer for any contract that calls itself a vault, so none is discovered.
 * Each is read again with every block, as the rates of the ERC-4626 vaults are.
 */
public final class BufferAdapter implements LoglessAdapter {
  private final VenueSettings settings;
  private final Erc4626Adapter wrappers;

  /** The registry of {@code settings} is the Vault. */
  public BufferAdapter(VenueSettings settings, List<Address> wrappers, TokenDirectory tokens) {
    this.settings = settings;
    this.wrappers = new Erc4626Adapter(settings, wrappers, tokens);
  }

  @Override
  public VenueId venue() {
    return settings.venue();
  }

  @Override
  public List<Pool> load(Chain chain, BlockRef at) {
    return read(chain, at, wrappers.load(chain, at));
  }

  @Override
  public List<Pool> reload(Chain chain, BlockRef at, Collection<Pool> pools) {
    return read(chain, at, wrappers.reload(chain, at, pools));
  }

  private List<Pool> read(Chain chain, BlockRef at, List<Pool> vaults) {
    return vaults.isEmpty()
        ? List.of()
        : new BufferReader(new BlockReader(chain, at), settings.registry())
            .read(vaults.stream().map(Erc4626Pool.class::cast).toList());
  }
}
