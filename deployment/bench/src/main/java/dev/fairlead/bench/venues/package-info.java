/** What a quote of each protocol costs, and a market of 50,000 pools. */
@NullMarked
package dev.fairlead.bench.venues;

import org.jspecify.annotations.NullMarked;
