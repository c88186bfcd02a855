/** Curve's crypto pools: coins of unlike worth, around a price scale that follows the market. */
@NullMarked
package dev.fairlead.venue.curve.crypto;

import org.jspecify.annotations.NullMarked;
