package dev.fairlead.intent;

import dev.fairlead.chain.Chain;
import dev.fairlead.event.Claims;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.IntentId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The nonces of one account on one chain: all intents of the account take theirs here, one after
 * the other.
 *
 * <p>The next nonce is the higher of what the chain expects and the one after the highest that was
 * ever claimed in the log. It is given out under the lane's lock, and the claim is written before
 * the lock is released; so nonces are consecutive, and none is ever bound twice. The log's unique
 * key on claims has the last word.
 *
 * <p>Where the chain is beyond what the log claims, somebody else sent with the account's key, or
 * the log was set back to an older state: the lane is held until a person has looked.
 */
final class Lane {
  private final Chain chain;
  private final Address account;
  private final Claims claims;
  private final AccountStream stream;
  private final IntentObserver observer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<IntentId, Token> selling = new HashMap<>();
  private final AtomicReference<@Nullable BlockRef> moved = new AtomicReference<>();
  private @Nullable Nonce next;
  private volatile @Nullable String unreadable;
  private volatile boolean reconciled;
  private volatile @Nullable AccountHold hold;

  Lane(Chain chain, Address account, Claims claims, AccountStream stream, IntentObserver observer) {
    this.chain = chain;
    this.account = account;
    this.claims = claims;
    this.stream = stream;
    this.observer = observer;
  }

  /** Takes the lane; everything else here but {@link #chainMoved} is called with it taken. */
  void enter() throws InterruptedException {
    lock.lockInterruptibly();
  }

  void leave() {
    lock.unlock();
  }

  /** A transaction of the account is in this block: the chain's nonce is another from there on. */
  void chainMoved(BlockRef block) {
    moved.set(block);
  }

  /**
   * The nonce to bind next.
   *
   * @throws LaneHeld if the chain has nonces that the log knows nothing of
   */
  Nonce next(BlockRef head) {
    checkTaken();
    Nonce known = next;
    BlockRef seen = moved.get();
    if (known == null || seen != null) {
      // Who asks by an older block has not seen it: the next one looks again.
      if (seen != null && head.number().compareTo(seen.number()) >= 0) {
        moved.compareAndSet(seen, null);
      }
      next = null;
      known = explained(known, chain.nonce(account, head), head);
      next = known;
      hold = null;
      reconciled = true;
    }
    return known;
  }

  /**
   * Nothing of the account is signed or offered before the chain's nonces are explained, once: what
   * this process claims itself needs no look.
   */
  void refuseHeld(BlockRef head) throws InterruptedException {
    if (reconciled) {
      return;
    }
    enter();
    try {
      next(head);
    } finally {
      leave();
    }
  }

  /** Why nothing is sent, as of the last look. */
  Optional<AccountHold> hold() {
    return Optional.ofNullable(hold);
  }

  private Nonce explained(@Nullable Nonce known, Nonce expected, BlockRef head) {
    if (known != null && expected.compareTo(known) <= 0) {
      return known;
    }
    AccountStream.Standing standing = stream.standing();
    Optional<Nonce> ours =
        Stream.of(
                claims.highestNonce(chain.id(), account).map(Nonce::next),
                Optional.ofNullable(standing.explained()))
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder());
    if (standing.hold() == null && (ours.isEmpty() || expected.compareTo(ours.get()) <= 0)) {
      return ours.orElse(expected);
    }
    throw held(standing, ours.orElse(expected), expected, head);
  }

  /** A hold that is open says what was found first; it grows, and only a person ends it. */
  private LaneHeld held(
      AccountStream.Standing standing, Nonce ours, Nonce expected, BlockRef head) {
    reconciled = false;
    AccountHold open = standing.hold();
    AccountHold now = open;
    if (now == null || expected.compareTo(now.next()) > 0) {
      Nonce first = open == null ? ours : open.first();
      now =
          new AccountHold(
              chain.id(),
              account,
              first,
              expected,
              new UsedNonces(chain, account).since(first, head));
      stream.hold(standing, now);
      observer.accountHeld(now);
    }
    hold = now;
    return new LaneHeld(now);
  }

  /**
   * From here on the lane gives out nothing: an intent that can't be read has nonces of it, and
   * whether they are used nobody knows. Callable from any thread, as {@link #unreadable} is.
   */
  void holdUnreadable(IntentId by) {
    unreadable =
        "the lane of %s is held: intent %s has nonces of it and can't be read"
            .formatted(account, by);
    observer.laneHeld(chain.id(), account, by);
  }

  /** Why the lane gives out nothing, if it is for an intent that can't be read. */
  @Nullable String unreadable() {
    return unreadable;
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
