/** Questions to a market in a file: no node, no chain, no key. */
@NullMarked
package dev.fairlead.node.quote;

import org.jspecify.annotations.NullMarked;
