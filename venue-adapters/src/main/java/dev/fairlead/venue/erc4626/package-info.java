/** ERC-4626 vaults: assets against shares. */
@NullMarked
package dev.fairlead.venue.erc4626;

import org.jspecify.annotations.NullMarked;
