@NullMarked
package dev.fairlead.bench.route;

import org.jspecify.annotations.NullMarked;
