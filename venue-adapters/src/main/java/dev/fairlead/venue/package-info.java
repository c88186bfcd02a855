/**
 * Venues: pools with exact arithmetic, the market they form at one block, and the one writer that
 * keeps it in step with the chain. One sub-package a protocol.
 */
@NullMarked
package dev.fairlead.venue;

import org.jspecify.annotations.NullMarked;
