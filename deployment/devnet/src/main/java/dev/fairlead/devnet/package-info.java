/** A local chain with the real venue contracts, a market maker and a private relay. */
@NullMarked
package dev.fairlead.devnet;

import org.jspecify.annotations.NullMarked;
