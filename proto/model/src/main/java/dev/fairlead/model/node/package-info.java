/** What the node says of itself in the log. */
@NullMarked
package dev.fairlead.model.node;

import org.jspecify.annotations.NullMarked;
