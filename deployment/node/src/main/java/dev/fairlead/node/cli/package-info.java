/** The command line: what an operator types, and how the answers look. */
@NullMarked
package dev.fairlead.node.cli;

import org.jspecify.annotations.NullMarked;
