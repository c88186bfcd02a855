/** Blocks as large as a main network's, made from a seed, in the JSON of a node. */
@NullMarked
package dev.fairlead.devnet.block;

import org.jspecify.annotations.NullMarked;
