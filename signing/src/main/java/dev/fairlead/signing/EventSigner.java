package dev.fairlead.signing;

import dev.fairlead.model.Bytes;

/** Signs what is written in the log, by Ed25519. Safe for use by many threads. */
public interface EventSigner {
  /** The key's name: the first 16 hex digits of SHA-256 over {@link #publicKey}. */
  String key();

  /** The raw public key, 32 bytes. */
  Bytes publicKey();

  /** 64 bytes; the same message always gives the same signature. */
  Bytes sign(byte[] message);
}
