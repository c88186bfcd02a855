/**
 * The venues' own routers seen from Java: the trades that they run, written and read back. A venue
 * whose contract keeps no deadline has none here, such as Curve, of which neither a pool's exchange
 * nor the router's takes one.
 */
@NullMarked
package dev.fairlead.venue.router;

import org.jspecify.annotations.NullMarked;
