@NullMarked
package dev.fairlead.node.decode;

import org.jspecify.annotations.NullMarked;
