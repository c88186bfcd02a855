/** A running local chain: its process, what can be asked of it and what can be done to it. */
@NullMarked
package dev.fairlead.devnet.anvil;

import org.jspecify.annotations.NullMarked;
