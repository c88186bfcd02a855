/** Balancer V3: weighted and stable pools of its Vault, with rates. */
@NullMarked
package dev.fairlead.venue.balancer.v3;

import org.jspecify.annotations.NullMarked;
