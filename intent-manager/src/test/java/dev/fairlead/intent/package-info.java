@NullMarked
package dev.fairlead.intent;

import org.jspecify.annotations.NullMarked;
