/** One question over the markets of several chains: where it is cheapest to trade now. */
@NullMarked
package dev.fairlead.route.across;

import org.jspecify.annotations.NullMarked;
