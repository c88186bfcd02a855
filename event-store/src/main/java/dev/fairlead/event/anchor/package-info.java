/** Places outside of the database for checkpoints of the log. */
@NullMarked
package dev.fairlead.event.anchor;

import org.jspecify.annotations.NullMarked;
