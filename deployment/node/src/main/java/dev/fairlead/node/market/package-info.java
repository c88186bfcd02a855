/** Keeps what the node sees of chains and pools, off the trading path. */
@NullMarked
package dev.fairlead.node.market;

import org.jspecify.annotations.NullMarked;
