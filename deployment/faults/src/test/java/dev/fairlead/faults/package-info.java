@NullMarked
package dev.fairlead.faults;

import org.jspecify.annotations.NullMarked;
