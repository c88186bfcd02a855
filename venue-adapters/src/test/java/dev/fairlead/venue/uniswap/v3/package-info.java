@NullMarked
package dev.fairlead.venue.uniswap.v3;

import org.jspecify.annotations.NullMarked;
