/** Chain data decoded, beside what others take for it. */
@NullMarked
package dev.fairlead.bench.chain;

import org.jspecify.annotations.NullMarked;
