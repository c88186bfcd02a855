package dev.fairlead.venue.uniswap.v4;

import dev.fairlead.venue.PoolFacts;

/** What never changes about a V4 pool. */
public record V4Terms(PoolFacts facts, PoolKey key) {}
