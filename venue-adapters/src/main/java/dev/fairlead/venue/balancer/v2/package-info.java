/** Balancer V2: weighted and stable pools of the Vault. */
@NullMarked
package dev.fairlead.venue.balancer.v2;

import org.jspecify.annotations.NullMarked;
