package dev.fairlead.venue.uniswap.v3;

import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.uniswap.concentrated.SwapFee;

/** What never changes about a V3 pool. */
public record V3Terms(PoolFacts facts, SwapFee fee, int tickSpacing) {}
