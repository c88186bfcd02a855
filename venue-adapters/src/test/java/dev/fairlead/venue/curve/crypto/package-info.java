@NullMarked
package dev.fairlead.venue.curve.crypto;

import org.jspecify.annotations.NullMarked;
