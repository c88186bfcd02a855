/** Talking to chains: verified blocks, reorgs, finality, calls, fees and the public mempool. */
@NullMarked
package dev.fairlead.chain;

import org.jspecify.annotations.NullMarked;
