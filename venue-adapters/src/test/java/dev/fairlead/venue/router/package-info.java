@NullMarked
package dev.fairlead.venue.router;

import org.jspecify.annotations.NullMarked;
