/** Markets made from a seed: one generator for tests, JMH and the benchmarks. */
@NullMarked
package dev.fairlead.route.generated;

import org.jspecify.annotations.NullMarked;
