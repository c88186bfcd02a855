/** Uniswap V2 and its forks: constant product pairs, found by their factory's CREATE2 addresses. */
@NullMarked
package dev.fairlead.venue.uniswap.v2;

import org.jspecify.annotations.NullMarked;
