package dev.fairlead.model.intent;

import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;

/** One pool in a leg, with the exact amounts that it takes and gives at the priced block. */
public record Hop(
    PoolId pool, Token tokenIn, Token tokenOut, Uint256 amountIn, Uint256 amountOut) {}
