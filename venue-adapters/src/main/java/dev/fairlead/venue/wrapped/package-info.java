/** The chain's own coin against the token that wraps it. */
@NullMarked
package dev.fairlead.venue.wrapped;

import org.jspecify.annotations.NullMarked;
