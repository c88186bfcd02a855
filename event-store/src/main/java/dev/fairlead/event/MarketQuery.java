package dev.fairlead.event;

import dev.fairlead.model.Address;
import dev.fairlead.model.intent.PoolId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which pools of a market are wanted; an empty set stands for all.
 *
 * @param after only those after this one, by venue and key; null from the first on
 */
public record MarketQuery(
    Set<PoolId> pools, Set<Address> tokens, @Nullable PoolId after, int limit) {
  /** A larger answer is read pool by pool. */
  public static final int LARGEST = 10_000;

  public MarketQuery {
    pools = Set.copyOf(pools);
    tokens = Set.copyOf(tokens);
    if (limit < 1 || limit > LARGEST) {
      throw new IllegalArgumentException(
          "an answer has 1 to " + LARGEST + " pools but " + limit + " were asked");
    }
  }
}
