@NullMarked
package dev.fairlead.venue.curve.stableswap;

import org.jspecify.annotations.NullMarked;
