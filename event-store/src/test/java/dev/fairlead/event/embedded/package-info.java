@NullMarked
package dev.fairlead.event.embedded;

import org.jspecify.annotations.NullMarked;
