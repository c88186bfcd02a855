@NullMarked
package dev.fairlead.venue.depth;

import org.jspecify.annotations.NullMarked;
