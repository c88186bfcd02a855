/**
 * The venues' own routers seen from Java: the trades that they run, written and read back. A venue
 * whose contract keeps no deadline has none here.
 */
@NullMarked
package dev.fairlead.venue.router;

import org.jspecify.annotations.NullMarked;
