package dev.fairlead.intent;

import dev.fairlead.model.Token;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.executor.ExecutorHop;

/** Says how the executor trades one token for another in a pool. */
@FunctionalInterface
public interface HopCodec {
  ExecutorHop hop(Pool pool, Token tokenIn, Token tokenOut);
}
