/**
 * The executor contract seen from Java: the programs it runs, what it answers, and its code. The
 * contract itself is in {@code src/main/solidity}.
 */
@NullMarked
package dev.fairlead.venue.executor;

import org.jspecify.annotations.NullMarked;
