package dev.fairlead.venue;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.Gas;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;

/**
 * Where a venue stands on a chain, and what of it is wanted.
 *
 * @param registry the contract that vouches for pools: a factory, a pool manager or a vault
 * @param since the block in which it was deployed; no pool is older
 * @param hop gas of one hop through a pool inside of the executor
 * @param tokens pools are only taken when all of their tokens are admitted
 */
public record VenueSettings(
    VenueId venue, Address registry, BlockNumber since, Gas hop, Selection<Address> tokens) {}
