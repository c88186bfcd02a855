@NullMarked
package dev.fairlead.venue.curve;

import org.jspecify.annotations.NullMarked;
