@NullMarked
package dev.fairlead.venue.feed;

import org.jspecify.annotations.NullMarked;
