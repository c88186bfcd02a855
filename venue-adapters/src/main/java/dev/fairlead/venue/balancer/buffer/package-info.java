/** Balancer V3's buffers: assets against ERC-4626 shares, from balances that the Vault keeps. */
@NullMarked
package dev.fairlead.venue.balancer.buffer;

import org.jspecify.annotations.NullMarked;
