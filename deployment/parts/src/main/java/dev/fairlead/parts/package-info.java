/** The real parts that Fairlead runs on, fetched, pinned and cached. */
@NullMarked
package dev.fairlead.parts;

import org.jspecify.annotations.NullMarked;
