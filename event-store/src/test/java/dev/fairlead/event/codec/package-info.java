@NullMarked
package dev.fairlead.event.codec;

import org.jspecify.annotations.NullMarked;
