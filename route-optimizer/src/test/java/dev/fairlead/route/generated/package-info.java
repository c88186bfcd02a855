@NullMarked
package dev.fairlead.route.generated;

import org.jspecify.annotations.NullMarked;
