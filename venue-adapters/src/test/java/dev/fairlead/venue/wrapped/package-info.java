@NullMarked
package dev.fairlead.venue.wrapped;

import org.jspecify.annotations.NullMarked;
