@NullMarked
package dev.fairlead.devnet.market;

import org.jspecify.annotations.NullMarked;
