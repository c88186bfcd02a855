@NullMarked
package dev.fairlead.venue.uniswap.concentrated;

import org.jspecify.annotations.NullMarked;
