@NullMarked
package dev.fairlead.venue.executor;

import org.jspecify.annotations.NullMarked;
