@NullMarked
package dev.fairlead.venue.uniswap.v4;

import org.jspecify.annotations.NullMarked;
