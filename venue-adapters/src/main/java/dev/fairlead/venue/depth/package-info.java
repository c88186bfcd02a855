/** What a pool's exact quotes say about its price and how much moves it. */
@NullMarked
package dev.fairlead.venue.depth;

import org.jspecify.annotations.NullMarked;
