/** What stands on a devnet chain and how it gets there. */
@NullMarked
package dev.fairlead.devnet.deploy;

import org.jspecify.annotations.NullMarked;
