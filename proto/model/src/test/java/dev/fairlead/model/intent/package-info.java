@NullMarked
package dev.fairlead.model.intent;

import org.jspecify.annotations.NullMarked;
