@NullMarked
package dev.fairlead.venue.balancer.v2;

import org.jspecify.annotations.NullMarked;
