/**
 * Routing: the best plan for one trade over one market snapshot. Pure: no I/O, no clock, no threads
 * of its own; the same input gives the same output.
 */
@NullMarked
package dev.fairlead.route;

import org.jspecify.annotations.NullMarked;
