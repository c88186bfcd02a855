@NullMarked
package dev.fairlead.event;

import org.jspecify.annotations.NullMarked;
