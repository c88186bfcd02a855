/** A market maker that moves the devnet's prices by real swaps. */
@NullMarked
package dev.fairlead.devnet.market;

import org.jspecify.annotations.NullMarked;
