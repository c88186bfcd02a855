@NullMarked
package dev.fairlead.chain.fee;

import org.jspecify.annotations.NullMarked;
