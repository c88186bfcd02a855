/** The log's speed, beside a plain table and other event stores on the same server. */
@NullMarked
package dev.fairlead.bench.events;

import org.jspecify.annotations.NullMarked;
