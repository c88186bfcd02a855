package dev.fairlead.intent;

import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.Inclusion;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.IntentEvent.Included;
import dev.fairlead.model.intent.TransactionRole;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
  private @Nullable String revertReason;

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
    return new Observation.ChainSeen(mined, settled, foreign(), revertReason(life, mined, settled));
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

  private Included included(OpenIntent life, Payload payload, Inclusion inclusion) {
    boolean traded = payload.role() == TransactionRole.TRADE && inclusion.receipt().succeeded();
    TokenAmount sold = life.intent().trade().sell().amount(Uint256.ZERO);
    TokenAmount bought = life.intent().trade().buy().amount(Uint256.ZERO);
    return new Included(
        life.id(),
        payload.role(),
        inclusion.receipt().hash(),
        inclusion.block(),
        inclusion.receipt().succeeded(),
        inclusion.receipt().gasUsed(),
        inclusion.receipt().gasPrice(),
        traded ? Transfers.sold(sold.token(), at.account(), inclusion.receipt().logs()) : sold,
        traded
            ? Transfers.bought(bought.token(), at.account(), inclusion.receipt().logs())
            : bought);
  }

  /** The reason of a final revert, as far as running it again after its block tells. */
  private String revertReason(OpenIntent life, Map<TxHash, Included> mined, Set<TxHash> settled) {
    if (revertReason != null) {
      return revertReason;
    }
    for (Payload payload : life.payloads().toList()) {
      if (payload.signed() == null || payload.role() != TransactionRole.TRADE) {
        continue;
      }
      Included included = mined.get(payload.signed().hash());
      if (included != null && !included.succeeded() && settled.contains(included.hash())) {
        revertReason = replay(payload.transaction(), included.block());
        return revertReason;
      }
    }
    return "";
  }

  private String replay(UnsignedTransaction transaction, BlockRef block) {
    Call call =
        new Call(transaction.from(), transaction.to(), transaction.value(), transaction.data());
    return switch (at.chain().call(block, List.of(call)).getFirst()) {
      case CallResult.Returned _ ->
          "in block " + block.number() + "; after the block it would pass";
      case CallResult.Reverted reverted ->
          "in block " + block.number() + "; after the block: " + Rehearsal.reason(reverted);
    };
  }
}
