/** Private submission to block builders' relays. Nothing here can reach a public endpoint. */
@NullMarked
package dev.fairlead.chain.relay;

import org.jspecify.annotations.NullMarked;
