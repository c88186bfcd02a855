/** Logs as typed events: of tokens, of Permit2 and of the venues. */
@NullMarked
package dev.fairlead.chain.event;

import org.jspecify.annotations.NullMarked;
