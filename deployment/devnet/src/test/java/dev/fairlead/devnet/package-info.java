@NullMarked
package dev.fairlead.devnet;

import org.jspecify.annotations.NullMarked;
