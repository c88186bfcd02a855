/**
 * Uniswap V4: concentrated liquidity, all pools in one contract; hooks that have no part in swaps.
 */
@NullMarked
package dev.fairlead.venue.uniswap.v4;

import org.jspecify.annotations.NullMarked;
