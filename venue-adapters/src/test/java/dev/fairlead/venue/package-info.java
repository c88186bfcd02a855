@NullMarked
package dev.fairlead.venue;

import org.jspecify.annotations.NullMarked;
