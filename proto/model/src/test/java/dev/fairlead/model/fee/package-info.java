@NullMarked
package dev.fairlead.model.fee;

import org.jspecify.annotations.NullMarked;
