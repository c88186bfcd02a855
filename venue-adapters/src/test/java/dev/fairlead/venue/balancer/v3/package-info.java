@NullMarked
package dev.fairlead.venue.balancer.v3;

import org.jspecify.annotations.NullMarked;
