/** What Curve's pools of all kinds share: a factory's list of pools, the search for an input. */
@NullMarked
package dev.fairlead.venue.curve;

import org.jspecify.annotations.NullMarked;
