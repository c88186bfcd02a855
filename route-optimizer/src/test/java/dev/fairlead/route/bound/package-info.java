@NullMarked
package dev.fairlead.route.bound;

import org.jspecify.annotations.NullMarked;
