package dev.fairlead.chain.relay;

/** Proves to a relay who asks: gives the signature header's value for the exact bytes of a body. */
@FunctionalInterface
public interface RequestSigner {
  String header(byte[] body);
}
