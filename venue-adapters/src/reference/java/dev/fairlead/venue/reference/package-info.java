/** Arithmetic said as plainly as it can be: what tests and benchmarks hold the real one against. */
@NullMarked
package dev.fairlead.venue.reference;

import org.jspecify.annotations.NullMarked;
