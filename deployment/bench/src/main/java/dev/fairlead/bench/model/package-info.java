/** Exact arithmetic beside the JDK's. */
@NullMarked
package dev.fairlead.bench.model;

import org.jspecify.annotations.NullMarked;
