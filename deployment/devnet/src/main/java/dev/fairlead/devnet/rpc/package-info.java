/** The devnet's own talk with its chains: JSON-RPC, ABI words and signed transactions. */
@NullMarked
package dev.fairlead.devnet.rpc;

import org.jspecify.annotations.NullMarked;
