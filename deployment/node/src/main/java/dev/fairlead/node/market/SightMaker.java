package dev.fairlead.node.market;

import dev.fairlead.event.MarketSight;
import dev.fairlead.event.PoolSight;
import dev.fairlead.model.ChainId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the markets that a node had into rows: what differs from the last one that was kept, so
 * that one that is missing in between spoils nothing after it. Whole ones at the start, after a
 * market was loaded anew, and once a day, so that nothing rests on rows that are forgotten. For one
 * thread.
 */
final class SightMaker {
  private static final Duration WHOLE_EVERY = Duration.ofDays(1);

  /** The last market of a chain that was kept. */
  private record Kept(Market market, Instant at, Instant wholeAt) {}

  /** Rows to keep. */
  record Sight(MarketSight sight, List<PoolSight> pools) {}

  private final String node;
  private final Map<ChainId, Kept> kept = new HashMap<>();

  SightMaker(String node) {
    this.node = node;
  }

  Sight of(Note.Stands stands) {
    Kept before = kept.get(stands.chain());
    Instant at = after(before, stands.at());
    boolean whole = isWhole(before, at, stands.market());
    MarketSight sight =
        new MarketSight(
            node, stands.chain(), stands.market().block(), at, stands.position(), whole);
    return new Sight(
        sight,
        before == null || whole
            ? stands.market().pools().stream().map(pool -> state(pool, sight)).toList()
            : changed(before.market(), stands.market(), sight));
  }

  /** The rows of {@code sight} are in the database. */
  void kept(Note.Stands stands, Sight sight) {
    Kept before = kept.get(stands.chain());
    Instant at = sight.sight().seenAt();
    kept.put(
        stands.chain(),
        new Kept(
            stands.market(), at, before == null || sight.sight().whole() ? at : before.wholeAt()));
  }

  /** The database keeps microseconds, and the order of sights is by their time. */
  private static Instant after(@Nullable Kept before, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    return before == null || at.isAfter(before.at()) ? at : before.at().plus(1, ChronoUnit.MICROS);
  }

  private static boolean isWhole(@Nullable Kept before, Instant at, Market market) {
    return before == null
        || !at.isBefore(before.wholeAt().plus(WHOLE_EVERY))
        || lost(before.market(), market);
  }

  /** Whether a pool is gone, which happens when a block that added it is undone. */
  private static boolean lost(Market before, Market now) {
    if (now.hasSamePoolsAs(before)) {
      return false;
    }
    for (int i = 0; i < before.size(); i++) {
      if (i >= now.size() || !now.pool(i).id().equals(before.pool(i).id())) {
        return true;
      }
    }
    return false;
  }

  private static List<PoolSight> changed(Market before, Market now, MarketSight sight) {
    List<PoolSight> changed = new ArrayList<>();
    for (int at : now.changedSince(before)) {
      changed.add(state(now.pool(at), sight));
    }
    return changed;
  }

  private static PoolSight state(Pool pool, MarketSight sight) {
    return new PoolSight(pool.id(), pool.tokens(), sight.block(), pool.figures());
  }
}
