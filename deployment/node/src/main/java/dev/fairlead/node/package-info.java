/** The composition root: what a node is made of, and the program that starts it. */
@NullMarked
package dev.fairlead.node;

import org.jspecify.annotations.NullMarked;
