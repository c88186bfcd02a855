/** What tokens do when they are moved, found out before a pool that holds them is traded with. */
@NullMarked
package dev.fairlead.venue.token;

import org.jspecify.annotations.NullMarked;
