@NullMarked
package dev.fairlead.event.crash;

import org.jspecify.annotations.NullMarked;
