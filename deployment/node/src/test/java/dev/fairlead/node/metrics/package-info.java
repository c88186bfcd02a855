@NullMarked
package dev.fairlead.node.metrics;

import org.jspecify.annotations.NullMarked;
