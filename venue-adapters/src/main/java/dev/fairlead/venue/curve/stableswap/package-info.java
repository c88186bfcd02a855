/** Curve StableSwap: plain pools whose coins count by their decimals. */
@NullMarked
package dev.fairlead.venue.curve.stableswap;

import org.jspecify.annotations.NullMarked;
