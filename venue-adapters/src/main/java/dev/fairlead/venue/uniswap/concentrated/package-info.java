/**
 * The arithmetic that Uniswap V3 and V4 share: prices at ticks, amounts between prices, and the
 * walk of a swap over initialised ticks. Pure.
 */
@NullMarked
package dev.fairlead.venue.uniswap.concentrated;

import org.jspecify.annotations.NullMarked;
