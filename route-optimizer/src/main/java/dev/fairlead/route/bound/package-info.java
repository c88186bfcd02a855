/**
 * What no plan can exceed: a certified upper bound on the output of any trade over a market, by
 * prices at which every pool may be traded at once, under what {@link
 * dev.fairlead.route.bound.Ceiling} assumes of its pools. It shares nothing with the search that it
 * judges.
 */
@NullMarked
package dev.fairlead.route.bound;

import org.jspecify.annotations.NullMarked;
