/**
 * What the next block of a chain costs, by the chain's own rules and by what its blocks accepted.
 */
@NullMarked
package dev.fairlead.chain.fee;

import org.jspecify.annotations.NullMarked;
