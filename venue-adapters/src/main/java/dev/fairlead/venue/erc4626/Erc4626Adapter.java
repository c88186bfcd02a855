package dev.fairlead.venue.erc4626;

import dev.fairlead.chain.Chain;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.LoglessAdapter;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.VenueSettings;
import dev.fairlead.venue.read.BlockReader;
import dev.fairlead.venue.read.TokenDirectory;
import java.util.Collection;
import java.util.List;

/**
 * ERC-4626 vaults by a list of addresses that configuration vouches for: none is ever discovered.
 *
 * <p>Interest and gifts write no log of the vault's, so every vault is read again, and probed
 * again, with every block.
 */
public final class Erc4626Adapter implements LoglessAdapter {
  private final VenueSettings settings;
  private final List<Address> vaults;
  private final TokenDirectory tokens;

  public Erc4626Adapter(VenueSettings settings, List<Address> vaults, TokenDirectory tokens) {
    this.settings = settings;
    this.vaults = List.copyOf(vaults);
    this.tokens = tokens;
  }

  @Override
  public VenueId venue() {
    return settings.venue();
  }

  @Override
  public List<Pool> load(Chain chain, BlockRef at) {
    return read(chain, at, vaults);
  }

  @Override
  public List<Pool> reload(Chain chain, BlockRef at, Collection<Pool> pools) {
    return read(chain, at, pools.stream().map(pool -> pool.id().key().addressAt(0)).toList());
  }

  private List<Pool> read(Chain chain, BlockRef at, List<Address> some) {
    return some.isEmpty()
        ? List.of()
        : new VaultReader(new BlockReader(chain, at), settings, tokens).read(some);
  }
}
