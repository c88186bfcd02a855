package dev.fairlead.event.postgres;

import dev.fairlead.event.Claim;
import dev.fairlead.event.EventId;
import dev.fairlead.event.NewEvent;
import dev.fairlead.event.StreamAppend;
import dev.fairlead.event.StreamId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Appends that can share a commit, in their order: none of them contradicts one before it, as far
 * as can be told without the database.
 */
final class Batch {
  private static final int MOST_EVENTS = 2048;
  private static final int MOST_BYTES = 4 << 20;

  /** What a stream's version must be before, and will be after. */
  record Change(long expected, long next) {}

  private final List<PendingAppend> appends = new ArrayList<>();
  private final Map<StreamId, Change> changes = new LinkedHashMap<>();
  private final Set<EventId> ids = new HashSet<>();
  private final Map<Object, Claim> claims = new HashMap<>();
  private int events;
  private int bytes;

  /** Whether it has room for more. */
  boolean hasRoom() {
    return events < MOST_EVENTS && bytes < MOST_BYTES;
  }

  /** Takes an append in if it fits those before; else it must wait for the next commit. */
  boolean add(PendingAppend pending) {
    if (!fits(pending)) {
      return false;
    }
    for (StreamAppend part : pending.append().streams()) {
      long next = part.expectedVersion() + part.events().size();
      Change before = changes.get(part.stream());
      changes.put(
          part.stream(),
          new Change(before == null ? part.expectedVersion() : before.expected(), next));
      for (NewEvent event : part.events()) {
        ids.add(event.id());
      }
    }
    for (Claim claim : pending.append().claims()) {
      claims.put(claim.target(), claim);
    }
    appends.add(pending);
    events += pending.size();
    bytes += pending.bytes();
    return true;
  }

  private boolean fits(PendingAppend pending) {
    for (StreamAppend part : pending.append().streams()) {
      Change before = changes.get(part.stream());
      if (before != null && before.next() != part.expectedVersion()) {
        return false;
      }
      for (NewEvent event : part.events()) {
        if (ids.contains(event.id())) {
          return false;
        }
      }
    }
    for (Claim claim : pending.append().claims()) {
      if (claims.containsKey(claim.target())) {
        return false;
      }
    }
    return true;
  }

  List<PendingAppend> appends() {
    return appends;
  }

  Map<StreamId, Change> changes() {
    return changes;
  }

  int events() {
    return events;
  }

  boolean isEmpty() {
    return appends.isEmpty();
  }
}
