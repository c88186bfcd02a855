package dev.fairlead.signing;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;

/**
 * Signs messages by EIP-191 (personal sign), which no transaction can be mistaken for. Relays
 * authenticate requests by such signatures. Safe for use by many threads.
 */
public interface MessageSigner {
  Address account();

  /** 65 bytes: {@code r}, {@code s} and {@code v} as 27 or 28. */
  Bytes signPersonal(byte[] message);
}
