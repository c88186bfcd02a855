package dev.fairlead.venue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Silences what is excluded of each market, and remembers where that is. Guarded by its keeper's
 * lock.
 */
final class Screen {
  private final Exclusions exclusions;
  private final List<Excluded> excluded = new ArrayList<>();
  private @Nullable Market known;

  private record Excluded(int index, String why) {}

  Screen(Exclusions exclusions) {
    this.exclusions = exclusions;
  }

  Exclusions exclusions() {
    return exclusions;
  }

  /**
   * The market as it may be traded on. Pools that stay as they are in {@code shown} before are the
   * same objects, so that no search sees a change.
   */
  Market screened(Market market, @Nullable Market shown) {
    if (exclusions.isEmpty()) {
      return market;
    }
    if (known == null || !known.hasSamePoolsAs(market)) {
      locate(market);
    }
    List<Pool> silenced = new ArrayList<>(excluded.size());
    for (Excluded each : excluded) {
      Pool pool = market.pool(each.index());
      if (!(pool instanceof SilencedPool)) {
        silenced.add(silenced(pool, each, shown));
      }
    }
    return market.at(market.block(), silenced);
  }

  @SuppressWarnings("ReferenceEquality") // What did not change is the same object.
  private static Pool silenced(Pool pool, Excluded each, @Nullable Market shown) {
    return shown != null
            && each.index() < shown.size()
            && shown.pool(each.index()) instanceof SilencedPool before
            && before.last() == pool
            && before.why().equals(each.why())
        ? before
        : new SilencedPool(pool, each.why());
  }

  private void locate(Market market) {
    excluded.clear();
    for (int i = 0; i < market.size(); i++) {
      Optional<String> why = exclusions.why(market.pool(i));
      if (why.isPresent()) {
        excluded.add(new Excluded(i, why.get()));
      }
    }
    known = market;
  }
}
