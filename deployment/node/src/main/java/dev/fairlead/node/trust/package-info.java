/** Sees to it that a market is traded on only as far as it can be trusted. */
@NullMarked
package dev.fairlead.node.trust;

import org.jspecify.annotations.NullMarked;
