@NullMarked
package dev.fairlead.parts;

import org.jspecify.annotations.NullMarked;
