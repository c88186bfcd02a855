/** Prices that contracts outside of the venues tell. */
@NullMarked
package dev.fairlead.venue.feed;

import org.jspecify.annotations.NullMarked;
