/** A real PostgreSQL with TimescaleDB that comes with the node: nothing to install, no root. */
@NullMarked
package dev.fairlead.event.embedded;

import org.jspecify.annotations.NullMarked;
