package dev.fairlead.event;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.intent.IntentId;

/**
 * Something that at most one intent may ever hold, taken in the transaction that writes the events
 * which rest on it. Claims are kept as long as the log.
 */
public sealed interface Claim {
  /** Who takes it. */
  IntentId intent();

  /** What is taken, apart from who takes it. */
  Object target();

  /** A caller's key for a request; {@code requestHash} tells a repeat from another request. */
  record IdempotencyKey(String principal, String key, Bytes32 requestHash, IntentId intent)
      implements Claim {
    public IdempotencyKey {
      if (principal.isBlank() || principal.length() > 200 || key.isBlank() || key.length() > 200) {
        throw new IllegalArgumentException("a principal and a key have 1 to 200 characters");
      }
    }

    @Override
    public PrincipalKey target() {
      return new PrincipalKey(principal, key);
    }

    /** A key of one principal. */
    public record PrincipalKey(String principal, String key) {}
  }

  /** The right to use one nonce of one account. */
  record AccountNonce(ChainId chain, Address account, Nonce nonce, IntentId intent)
      implements Claim {
    @Override
    public AccountSlot target() {
      return new AccountSlot(chain, account, nonce);
    }

    /** A nonce of one account on one chain. */
    public record AccountSlot(ChainId chain, Address account, Nonce nonce) {}
  }
}
