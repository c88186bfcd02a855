/** A private relay and the block builder behind it, which can be told to misbehave. */
@NullMarked
package dev.fairlead.devnet.relay;

import org.jspecify.annotations.NullMarked;
