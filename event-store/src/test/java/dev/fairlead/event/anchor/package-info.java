@NullMarked
package dev.fairlead.event.anchor;

import org.jspecify.annotations.NullMarked;
