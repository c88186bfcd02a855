@NullMarked
package dev.fairlead.node.quote;

import org.jspecify.annotations.NullMarked;
