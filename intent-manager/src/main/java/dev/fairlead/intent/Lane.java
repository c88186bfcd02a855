package dev.fairlead.intent;

import dev.fairlead.chain.Chain;
import dev.fairlead.event.Claims;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.IntentId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The nonces of one account on one chain: all intents of the account take theirs here, one after
 * the other.
 *
 * <p>The next nonce is the higher of what the chain expects and the one after the highest that was
 * ever claimed in the log. It is given out under the lane's lock, and the claim is written before
 * the lock is released; so nonces are consecutive, and none is ever bound twice. The log's unique
 * key on claims has the last word.
 */
final class Lane {
  private final Chain chain;
  private final Address account;
  private final Claims claims;
  private final IntentObserver observer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<IntentId, Token> selling = new HashMap<>();
  private @Nullable Nonce next;
  private volatile boolean moved;
  private volatile @Nullable String held;

  Lane(Chain chain, Address account, Claims claims, IntentObserver observer) {
    this.chain = chain;
    this.account = account;
    this.claims = claims;
    this.observer = observer;
  }

  /** Takes the lane; everything else here but {@link #chainMoved} is called with it taken. */
  void enter() throws InterruptedException {
    lock.lockInterruptibly();
  }

  void leave() {
    lock.unlock();
  }

  /** A transaction of the account is in a block: the chain's nonce is another now. */
  void chainMoved() {
    moved = true;
  }

  /** The nonce to bind next. */
  Nonce next(BlockRef head) {
    checkTaken();
    Nonce known = next;
    if (known == null) {
      moved = false;
      known = claims.highestNonce(chain.id(), account).map(Nonce::next).orElse(null);
      known = notBelowChain(known, head);
    } else if (moved) {
      moved = false;
      known = notBelowChain(known, head);
    }
    next = known;
    return known;
  }

  private Nonce notBelowChain(@Nullable Nonce ours, BlockRef head) {
    Nonce expected = chain.nonce(account, head);
    if (ours == null) {
      return expected;
    }
    if (expected.compareTo(ours) > 0) {
      observer.foreignNonce(chain.id(), account, ours);
      return expected;
    }
    return ours;
  }

  /**
   * From here on the lane gives out nothing: an intent that can't be read has nonces of it, and
   * whether they are used nobody knows. Callable from any thread, as {@link #held} is.
   */
  void hold(IntentId by) {
    held =
        "the lane of %s is held: intent %s has nonces of it and can't be read"
            .formatted(account, by);
    observer.laneHeld(chain.id(), account, by);
  }

  /** Why the lane gives out nothing; null when it does. */
  @Nullable String held() {
    return held;
  }

  /** Nonces up to {@code last} are claimed in the log, by an intent that sells this token. */
  void claimed(Nonce last, IntentId by, Token sells) {
    checkTaken();
    next = last.next();
    selling.put(by, sells);
  }

  /** The log knows of claims that this lane does not: everything is read anew. */
  void outdated() {
    checkTaken();
    next = null;
  }

  /** An open intent that holds nonces was found in the log. */
  void restored(IntentId intent, Token sells) {
    checkTaken();
    selling.put(intent, sells);
  }

  /** The intent no longer holds nonces. */
  void released(IntentId intent) {
    checkTaken();
    selling.remove(intent);
  }

  /**
   * Whether another intent with open nonces sells this token, so that the allowance seen on chain
   * may be spent by the time it is needed.
   */
  boolean sellsMeanwhile(Token token, IntentId except) {
    checkTaken();
    return selling.entrySet().stream()
        .anyMatch(entry -> entry.getValue().equals(token) && !entry.getKey().equals(except));
  }

  private void checkTaken() {
    if (!lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("the lane of " + account + " is not taken");
    }
  }
}
