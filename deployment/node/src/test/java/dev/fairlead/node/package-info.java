@NullMarked
package dev.fairlead.node;

import org.jspecify.annotations.NullMarked;
