package dev.fairlead.event;

import dev.fairlead.event.Standing.Begun;
import dev.fairlead.event.Standing.Lane;
import dev.fairlead.model.LogPosition;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentEvent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.StrategyId;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Works events into a {@link Standing}, one after another in their order; for one thread. Of one
 * strategy it takes what concerns that strategy's intents.
 */
public final class StandingFold {
  private final @Nullable StrategyId only;
  private final Map<IntentStage, Long> ended = new EnumMap<>(IntentStage.class);
  private final SortedMap<LogPosition, IntentId> open = new TreeMap<>();
  private final Map<IntentId, LogPosition> firsts = new HashMap<>();
  private final Map<Lane, Nonce> nextNonces = new HashMap<>();
  private final List<Begun> begun = new ArrayList<>();
  private LogPosition position;

  private StandingFold(Standing from, @Nullable StrategyId only) {
    this.only = only;
    this.position = from.position();
    ended.putAll(from.ended());
    from.open().forEach(each -> opened(each.first(), each.intent()));
    nextNonces.putAll(from.nextNonces());
  }

  /** Goes on with the whole log. */
  public static StandingFold after(Standing from) {
    return new StandingFold(from, null);
  }

  /** Goes on with one strategy's intents. */
  public static StandingFold after(Standing from, StrategyId only) {
    return new StandingFold(from, only);
  }

  /** Works in the next event. */
  public void apply(RecordedEvent recorded) {
    position = recorded.position();
    if (!(recorded.event() instanceof IntentEvent event)) {
      return;
    }
    switch (event) {
      case IntentEvent.Accepted accepted -> {
        if (isMine(accepted.intent())) {
          opened(position, accepted.id());
          begun.add(new Begun(position, accepted.id()));
        }
      }
      case IntentEvent.Refused refused -> {
        if (isMine(refused.intent())) {
          begun.add(new Begun(position, refused.id()));
          count(IntentStage.REFUSED);
        }
      }
      case IntentEvent.Assigned assigned -> bound(assigned);
      case IntentEvent.Settled settled -> ended(settled.id(), IntentStage.SETTLED);
      case IntentEvent.Failed failed -> ended(failed.id(), IntentStage.FAILED);
      case IntentEvent.Cancelled cancelled -> ended(cancelled.id(), IntentStage.CANCELLED);
      case IntentEvent.Expired expired -> ended(expired.id(), IntentStage.EXPIRED);
      case IntentEvent.Planned _,
          IntentEvent.Deferred _,
          IntentEvent.Simulated _,
          IntentEvent.PlanBounded _,
          IntentEvent.Signed _,
          IntentEvent.Submitted _,
          IntentEvent.Included _,
          IntentEvent.Retracted _,
          IntentEvent.CancelRequested _ -> {}
    }
  }

  /** Nothing between concerned these intents. */
  public void passTo(LogPosition later) {
    position = later;
  }

  private boolean isMine(Intent intent) {
    return only == null || only.equals(intent.strategy());
  }

  private void opened(LogPosition first, IntentId intent) {
    open.put(first, intent);
    firsts.put(intent, first);
  }

  private void ended(IntentId intent, IntentStage how) {
    LogPosition first = firsts.remove(intent);
    if (first != null) {
      open.remove(first);
      count(how);
    }
  }

  private void count(IntentStage how) {
    ended.merge(how, 1L, Long::sum);
  }

  private void bound(IntentEvent.Assigned assigned) {
    if (firsts.containsKey(assigned.id())) {
      UnsignedTransaction transaction = assigned.transaction();
      nextNonces.merge(
          new Lane(transaction.chain(), transaction.from()),
          transaction.nonce().next(),
          (one, other) -> one.compareTo(other) > 0 ? one : other);
    }
  }

  /** How things stand now. */
  public Standing standing() {
    return new Standing(
        position,
        ended,
        open.entrySet().stream().map(each -> new Begun(each.getKey(), each.getValue())).toList(),
        nextNonces);
  }

  /** The intents that began since this was asked last, oldest first. */
  public List<Begun> takeBegun() {
    List<Begun> taken = List.copyOf(begun);
    begun.clear();
    return taken;
  }
}
