/**
 * The signed, append-only log: what happened, in one order, provably.
 *
 * <p>Only this package is for other modules, and {@code dev.fairlead.event.embedded}.
 */
@NullMarked
package dev.fairlead.event;

import org.jspecify.annotations.NullMarked;
