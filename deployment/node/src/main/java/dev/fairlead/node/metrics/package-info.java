/** What operators see: each module's observer, bound to meters and to the structured log. */
@NullMarked
package dev.fairlead.node.metrics;

import org.jspecify.annotations.NullMarked;
