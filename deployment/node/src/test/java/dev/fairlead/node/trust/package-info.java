@NullMarked
package dev.fairlead.node.trust;

import org.jspecify.annotations.NullMarked;
