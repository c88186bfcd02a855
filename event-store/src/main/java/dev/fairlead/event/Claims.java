package dev.fairlead.event;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.intent.IntentId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has been claimed; see {@link Claim}. Reads what is committed. */
public interface Claims {
  /** The highest nonce of an account that any intent ever claimed. */
  Optional<Nonce> highestNonce(ChainId chain, Address account);

  /** Who holds a nonce. */
  Optional<IntentId> holder(ChainId chain, Address account, Nonce nonce);

  /**
   * The nonces of an account that were claimed up to a position, highest first.
   *
   * @param below only lower ones; null for all
   */
  List<NonceClaim> claimed(
      ChainId chain, Address account, LogPosition upTo, @Nullable Nonce below, int limit);

  /** Who claimed a nonce, and where in the log. */
  record NonceClaim(Nonce nonce, IntentId intent, LogPosition position) {}

  /** The accounts of which an intent ever claimed a nonce. */
  List<Holding> heldBy(IntentId intent);

  /** An account on a chain. */
  record Holding(ChainId chain, Address account) {}

  /** What a principal's key was used for. */
  Optional<KeyUse> keyUse(String principal, String key);

  /** The intent and the request that an idempotency key stands for. */
  record KeyUse(IntentId intent, Bytes32 requestHash) {}
}
