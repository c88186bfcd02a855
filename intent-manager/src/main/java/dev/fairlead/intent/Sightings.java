package dev.fairlead.intent;

import dev.fairlead.chain.Inclusion;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.intent.IntentEvent.Included;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds an intent's transactions on the chain. What the followed blocks hold is taken from there;
 * the chain itself is asked for what may be older than they are.
 */
final class Sightings {
  /** So many different heads must agree that a nonce was used by somebody else. */
  private static final int FOREIGN_WITNESSES = 2;

  private final Workplace at;

  /** Hashes that were signed before this node began to follow the chain. */
  private final Set<TxHash> old;

  private final Map<Nonce, Set<BlockRef>> suspicions = new HashMap<>();

  Sightings(Workplace at, Set<TxHash> old) {
    this.at = at;
    this.old = Set.copyOf(old);
  }

  Observation.ChainSeen look(OpenIntent life, ChainPicture picture) {
    Map<TxHash, Included> mined = new HashMap<>();
    Set<TxHash> settled = new HashSet<>();
    for (Payload payload : life.payloads().toList()) {
      if (payload.signed() == null) {
        continue;
      }
      TxHash hash = payload.signed().hash();
      Optional<Inclusion> found =
          picture.inclusion(hash).or(() -> isOld(payload, hash, picture) ? ask(hash) : none());
      if (found.isPresent()) {
        mined.put(hash, included(life, payload, found.get()));
        if (picture.isFinal(found.get().block())) {
          settled.add(hash);
        }
      }
    }
    return new Observation.ChainSeen(mined, settled, foreign());
  }

  /**
   * Looks whether somebody else's transaction consumed a nonce of this intent. That is believed
   * only for a final block, when the chain, asked by hash, has none of ours, at several heads.
   */
  void suspect(OpenIntent life, ChainPicture picture) {
    for (Slot slot : life.slots()) {
      if (slot.included().isPresent() || isForeign(slot.nonce())) {
        continue;
      }
      boolean consumed =
          at.chain().nonce(at.account(), picture.finalized()).compareTo(slot.nonce()) > 0;
      boolean ours =
          consumed
              && slot.payloads().stream()
                  .map(Payload::signed)
                  .anyMatch(signed -> signed != null && ask(signed.hash()).isPresent());
      if (consumed && !ours) {
        suspicions.computeIfAbsent(slot.nonce(), _ -> new HashSet<>()).add(picture.head());
        if (isForeign(slot.nonce())) {
          at.observer().foreignNonce(at.chain().id(), at.account(), slot.nonce());
        }
      } else {
        suspicions.remove(slot.nonce());
      }
    }
  }

  private boolean isForeign(Nonce nonce) {
    return suspicions.getOrDefault(nonce, Set.of()).size() >= FOREIGN_WITNESSES;
  }

  private Set<Nonce> foreign() {
    Set<Nonce> foreign = new HashSet<>(suspicions.keySet());
    foreign.removeIf(nonce -> !isForeign(nonce));
    return foreign;
  }

  private boolean isOld(Payload payload, TxHash hash, ChainPicture picture) {
    Included known = payload.inclusion();
    return known == null ? old.contains(hash) : !picture.covers(known.block().number());
  }

  private Optional<Inclusion> ask(TxHash hash) {
    return at.chain().inclusion(hash);
  }

  private static Optional<Inclusion> none() {
    return Optional.empty();
  }

  /** What is in the log of this block already is not found out again. */
  private Included included(OpenIntent life, Payload payload, Inclusion inclusion) {
    Included known = payload.inclusion();
    return known != null && known.block().equals(inclusion.block())
        ? known
        : at.accounting().of(life, payload, inclusion);
  }
}
