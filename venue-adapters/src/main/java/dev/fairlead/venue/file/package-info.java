/**
 * Markets in files: all pools of a chain at one block, to quote without a node. Each protocol says
 * in a codec of its own what its pools' state looks like.
 */
@NullMarked
package dev.fairlead.venue.file;

import org.jspecify.annotations.NullMarked;
