/** Uniswap V3 and its forks: concentrated liquidity, one contract a pool. */
@NullMarked
package dev.fairlead.venue.uniswap.v3;

import org.jspecify.annotations.NullMarked;
