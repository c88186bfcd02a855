@NullMarked
package dev.fairlead.venue.uniswap.v2;

import org.jspecify.annotations.NullMarked;
