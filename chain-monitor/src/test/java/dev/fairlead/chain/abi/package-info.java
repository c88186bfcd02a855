@NullMarked
package dev.fairlead.chain.abi;

import org.jspecify.annotations.NullMarked;
