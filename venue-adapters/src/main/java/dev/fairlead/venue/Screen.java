package dev.fairlead.venue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Silences what is excluded of each market. What it showed last is where the next begins, so that a
 * block costs by what it changed and not by what is excluded. Guarded by its keeper's lock.
 */
final class Screen {
  private final Exclusions exclusions;
  private @Nullable Market whole;
  private @Nullable Market shown;

  Screen(Exclusions exclusions) {
    this.exclusions = exclusions;
  }

  Exclusions exclusions() {
    return exclusions;
  }

  /**
   * The market as it may be traded on. Pools that stay as they are in {@code before}, which was
   * shown last, are the same objects, so that no search sees a change.
   */
  Market screened(Market market, @Nullable Market before) {
    if (exclusions.isEmpty()) {
      return market;
    }
    Market next = follows(market) ? step(market) : anew(market, before);
    whole = market;
    shown = next;
    return next;
  }

  private boolean follows(Market market) {
    return whole != null && market.isOfTheLineageOf(whole) && market.size() >= whole.size();
  }

  private Market step(Market market) {
    List<Pool> changed = new ArrayList<>();
    for (int index : market.changedSince(Objects.requireNonNull(whole))) {
      Pool pool = market.pool(index);
      changed.add(why(pool).<Pool>map(why -> new SilencedPool(pool, why)).orElse(pool));
    }
    return Objects.requireNonNull(shown).following(market, changed);
  }

  private Market anew(Market market, @Nullable Market before) {
    List<Pool> silenced = new ArrayList<>();
    for (int i = 0; i < market.size(); i++) {
      Pool pool = market.pool(i);
      int index = i;
      why(pool).ifPresent(why -> silenced.add(silenced(pool, why, index, before)));
    }
    return market.at(market.block(), silenced);
  }

  /** A pool whose state is not known has a reason of its own. */
  private Optional<String> why(Pool pool) {
    return pool instanceof SilencedPool ? Optional.empty() : exclusions.why(pool);
  }

  @SuppressWarnings("ReferenceEquality") // What did not change is the same object.
  private static Pool silenced(Pool pool, String why, int index, @Nullable Market before) {
    return before != null
            && index < before.size()
            && before.pool(index) instanceof SilencedPool known
            && known.last() == pool
            && known.why().equals(why)
        ? known
        : new SilencedPool(pool, why);
  }
}
