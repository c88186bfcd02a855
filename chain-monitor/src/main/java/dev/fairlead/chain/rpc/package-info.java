/** JSON-RPC over HTTP and WebSocket: deadlines, limits, batches, and streaming decoders. */
@NullMarked
package dev.fairlead.chain.rpc;

import org.jspecify.annotations.NullMarked;
