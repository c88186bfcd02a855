/** Ways to do one piece of work, measured in turns, in this JVM or in a process of their own. */
@NullMarked
package dev.fairlead.bench.turns;

import org.jspecify.annotations.NullMarked;
