/** What is remembered of a chain from one start of a node to the next. */
@NullMarked
package dev.fairlead.chain.window;

import org.jspecify.annotations.NullMarked;
