package dev.fairlead.node.trust;

import dev.fairlead.model.intent.PoolId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whose turn it is to be compared, and how often a quarantined pool agreed. For one thread. */
final class Quarantine {
  private final int sampleSize;
  private final int readmission;
  private final Map<PoolId, Integer> agreed = new HashMap<>();
  private int next;

  Quarantine(int sampleSize, int readmission) {
    this.sampleSize = sampleSize;
    this.readmission = readmission;
  }

  /** The next pools in turn, and every quarantined one. */
  List<Pool> sample(Market market) {
    List<Pool> sample = new ArrayList<>();
    for (PoolId id : agreed.keySet()) {
      market.pool(id).ifPresent(sample::add);
    }
    for (int i = 0; i < Math.min(sampleSize, market.size()); i++) {
      Pool pool = market.pool(next++ % market.size());
      if (!agreed.containsKey(pool.id())) {
        sample.add(pool);
      }
    }
    next %= Math.max(1, market.size());
    return sample;
  }

  /** Whether it was not in quarantine before. */
  boolean differed(PoolId pool) {
    return agreed.put(pool, 0) == null;
  }

  /** It did not differ after all. */
  void cleared(PoolId pool) {
    agreed.remove(pool);
  }

  /** Whether it has now agreed often enough to leave. */
  boolean agreed(PoolId pool) {
    Integer before = agreed.get(pool);
    if (before == null) {
      return false;
    }
    if (readmission > 0 && before + 1 >= readmission) {
      agreed.remove(pool);
      return true;
    }
    agreed.put(pool, before + 1);
    return false;
  }

  /** Forgets those that a person has let back. */
  void keepOnly(Set<PoolId> excluded) {
    agreed.keySet().retainAll(excluded);
  }
}
