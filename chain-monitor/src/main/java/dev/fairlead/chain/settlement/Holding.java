package dev.fairlead.chain.settlement;

import dev.fairlead.model.Address;
import org.jspecify.annotations.Nullable;

/** One asset of one holder; the token is null for the chain's own coin. */
record Holding(Address holder, @Nullable Address token) {}
