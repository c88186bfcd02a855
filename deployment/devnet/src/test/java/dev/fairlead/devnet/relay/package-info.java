@NullMarked
package dev.fairlead.devnet.relay;

import org.jspecify.annotations.NullMarked;
