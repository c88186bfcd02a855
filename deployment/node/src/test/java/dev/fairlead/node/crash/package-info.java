/**
 * Kills a real node with SIGKILL between any two steps of an intent, starts it again, and proves
 * from the chain and the database alone that nothing was lost and nothing done twice.
 */
@NullMarked
package dev.fairlead.node.crash;

import org.jspecify.annotations.NullMarked;
