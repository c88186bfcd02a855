@NullMarked
package dev.fairlead.node.market;

import org.jspecify.annotations.NullMarked;
