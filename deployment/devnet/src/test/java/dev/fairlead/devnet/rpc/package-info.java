@NullMarked
package dev.fairlead.devnet.rpc;

import org.jspecify.annotations.NullMarked;
