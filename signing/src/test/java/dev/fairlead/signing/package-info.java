@NullMarked
package dev.fairlead.signing;

import org.jspecify.annotations.NullMarked;
