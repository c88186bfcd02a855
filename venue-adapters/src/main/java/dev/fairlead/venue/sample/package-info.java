/** Whether pools still quote what the chain's own contracts do. */
@NullMarked
package dev.fairlead.venue.sample;

import org.jspecify.annotations.NullMarked;
