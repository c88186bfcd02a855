@NullMarked
package dev.fairlead.bench.venues;

import org.jspecify.annotations.NullMarked;
