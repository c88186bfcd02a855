@NullMarked
package dev.fairlead.node.cli;

import org.jspecify.annotations.NullMarked;
