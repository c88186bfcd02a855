@NullMarked
package dev.fairlead.api.v1;

import org.jspecify.annotations.NullMarked;
