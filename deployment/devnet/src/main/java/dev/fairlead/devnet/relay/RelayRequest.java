package dev.fairlead.devnet.relay;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request as the relay received it, byte for byte.
 *
 * @param method the JSON-RPC method, or an empty text when the body is none
 * @param signer who signed it, or null when the signature proves nobody
 */
public record RelayRequest(Instant at, String method, Bytes body, @Nullable Address signer) {}
