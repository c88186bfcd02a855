@NullMarked
package dev.fairlead.event.postgres;

import org.jspecify.annotations.NullMarked;
