@NullMarked
package dev.fairlead.venue.devnet;

import org.jspecify.annotations.NullMarked;
