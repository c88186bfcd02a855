package dev.fairlead.intent;

import dev.fairlead.event.Claims;
import dev.fairlead.event.Claims.NonceClaim;
import dev.fairlead.event.EventStore;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.intent.IntentId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The nonces of an account on a chain as they stood at any position: who claimed them is in the
 * log's own unique key, what became of them is replayed. Safe for use by many threads.
 */
public final class LaneHistory {
  private static final int PAGE = 100;

  private final Claims claims;
  private final History history;

  public LaneHistory(EventStore store, History history) {
    this.claims = store.claims();
    this.history = history;
  }

  /** How far a nonce had come. */
  public enum NonceState {
    /** Bound to a payload that is not signed. */
    ASSIGNED,
    SIGNED,
    /** Offered to a channel. */
    SUBMITTED,
    /** Consumed by a payload of the intent, in a block that may still be retracted. */
    INCLUDED,
    /** Consumed for good by a payload of the intent. */
    CONSUMED,
    /** Consumed for good by a transaction that is none of the node's. */
    LOST;

    /** Nothing follows after this. */
    public boolean isEnd() {
      return this == CONSUMED || this == LOST;
    }
  }

  /**
   * One nonce.
   *
   * @param claimedAt where in the log it was claimed
   * @param slot everything that was meant to consume it
   */
  public record Entry(
      Nonce nonce,
      IntentId intent,
      LogPosition claimedAt,
      NonceState state,
      IntentStatus intentStatus,
      Slot slot) {}

  /** The nonces that were claimed by {@code position}, highest first. */
  public List<Entry> at(
      ChainId chain, Address account, LogPosition position, @Nullable Nonce below, int limit) {
    List<Entry> entries = new ArrayList<>();
    @Nullable Nonce next = below;
    int wanted;
    List<NonceClaim> claimed;
    do {
      wanted = limit - entries.size();
      claimed = claims.claimed(chain, account, position, next, wanted);
      entries.addAll(entries(claimed, position));
      next = claimed.isEmpty() ? null : claimed.getLast().nonce();
    } while (entries.size() < limit && claimed.size() == wanted);
    return entries;
  }

  private List<Entry> entries(List<NonceClaim> claimed, LogPosition position) {
    Map<IntentId, IntentView> views = new HashMap<>();
    history
        .asOf(claimed.stream().map(NonceClaim::intent).distinct().toList(), position)
        .forEach(view -> views.put(view.state().intent().id(), view));
    return claimed.stream()
        .flatMap(claim -> entry(claim, views.get(claim.intent())).stream())
        .toList();
  }

  /** How those nonces stood that may have changed between two positions, highest first. */
  public record Change(List<Entry> before, List<Entry> after) {
    public Change {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /**
   * What changed in a lane after {@code from} and up to {@code to}; none if it is too much. Nonces
   * are consumed in their order, so below a page of consumed ones nothing changes any more.
   */
  public Optional<Change> between(
      ChainId chain, Address account, LogPosition from, LogPosition to, int most) {
    List<Entry> before = new ArrayList<>();
    List<Entry> page;
    do {
      page = at(chain, account, from, lowest(before), PAGE);
      before.addAll(page);
    } while (page.size() == PAGE
        && before.size() <= most
        && page.stream().anyMatch(entry -> !entry.state().isEnd()));
    @Nullable Nonce lowest = lowest(before);
    List<Entry> after = new ArrayList<>();
    do {
      page = at(chain, account, to, lowest(after), PAGE);
      page.stream()
          .filter(entry -> lowest == null || entry.nonce().compareTo(lowest) >= 0)
          .forEach(after::add);
    } while (page.size() == PAGE
        && after.size() <= most
        && (lowest == null || page.getLast().nonce().compareTo(lowest) > 0));
    return before.size() > most || after.size() > most
        ? Optional.empty()
        : Optional.of(new Change(before, after));
  }

  private static @Nullable Nonce lowest(List<Entry> entries) {
    return entries.isEmpty() ? null : entries.getLast().nonce();
  }

  /** A claim stands at the beginning of its append: within it, nothing may be assigned yet. */
  private static Optional<Entry> entry(NonceClaim claim, @Nullable IntentView view) {
    return view == null
        ? Optional.empty()
        : view.state().details().slots().stream()
            .filter(held -> held.nonce().equals(claim.nonce()))
            .findFirst()
            .map(slot ->
                new Entry(
                    claim.nonce(),
                    claim.intent(),
                    claim.position(),
                    state(view.state(), slot),
                    view.status(),
                    slot));
  }

  private static NonceState state(IntentState state, Slot slot) {
    boolean ended = state instanceof IntentState.Ended;
    if (slot.included().isPresent()) {
      return ended ? NonceState.CONSUMED : NonceState.INCLUDED;
    }
    if (ended) {
      return NonceState.LOST;
    }
    Payload current = slot.current();
    if (!current.submissions().isEmpty()) {
      return NonceState.SUBMITTED;
    }
    return current.signed() == null ? NonceState.ASSIGNED : NonceState.SIGNED;
  }
}
