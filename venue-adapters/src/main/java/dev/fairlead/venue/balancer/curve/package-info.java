/** What decides prices in Balancer's pools, of both generations of its Vault. */
@NullMarked
package dev.fairlead.venue.balancer.curve;

import org.jspecify.annotations.NullMarked;
