@NullMarked
package dev.fairlead.bench.chain;

import org.jspecify.annotations.NullMarked;
