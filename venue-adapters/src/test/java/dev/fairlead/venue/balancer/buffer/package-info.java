@NullMarked
package dev.fairlead.venue.balancer.buffer;

import org.jspecify.annotations.NullMarked;
