package dev.fairlead.event;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.PoolId;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A pool's state in numbers.
 *
 * @param since the block of the sight that has it like this
 * @param figures by name, in the order of the venue; never empty
 */
public record PoolSight(
    PoolId pool, List<Token> tokens, BlockRef since, Map<String, BigInteger> figures) {
  public PoolSight {
    tokens = List.copyOf(tokens);
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("pool " + pool + " has no figures");
    }
  }
}
