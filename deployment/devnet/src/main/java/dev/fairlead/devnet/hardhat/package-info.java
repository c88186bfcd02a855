/** Another client than anvil, so that nothing rests on one server's habits. */
@NullMarked
package dev.fairlead.devnet.hardhat;

import org.jspecify.annotations.NullMarked;
