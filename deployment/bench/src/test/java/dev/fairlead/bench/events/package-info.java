@NullMarked
package dev.fairlead.bench.events;

import org.jspecify.annotations.NullMarked;
