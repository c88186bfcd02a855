@NullMarked
package dev.fairlead.event.proof;

import org.jspecify.annotations.NullMarked;
