/** How near the optimum routes come, and how fast, beside other routers on the same markets. */
@NullMarked
package dev.fairlead.bench.route;

import org.jspecify.annotations.NullMarked;
