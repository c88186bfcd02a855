/** Uniswap V4: concentrated liquidity, all pools in one contract; pools without hooks. */
@NullMarked
package dev.fairlead.venue.uniswap.v4;

import org.jspecify.annotations.NullMarked;
