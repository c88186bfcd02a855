@NullMarked
package dev.fairlead.venue.file;

import org.jspecify.annotations.NullMarked;
