/** The log on PostgreSQL and TimescaleDB. */
@NullMarked
package dev.fairlead.event.postgres;

import org.jspecify.annotations.NullMarked;
