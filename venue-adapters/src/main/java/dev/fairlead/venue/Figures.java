package dev.fairlead.venue;

import dev.fairlead.model.Uint256;
import java.math.BigInteger;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects a pool's {@link Pool#figures}, in their order. */
public final class Figures {
  private final Map<String, BigInteger> figures = new LinkedHashMap<>();

  public Figures add(String name, Uint256 value) {
    figures.put(name, value.toBigInteger());
    return this;
  }

  public Figures add(String name, long value) {
    figures.put(name, BigInteger.valueOf(value));
    return this;
  }

  /** One figure for each of a pool's tokens: {@code balance0}, {@code balance1} and so on. */
  public Figures addEach(String name, Uint256... values) {
    for (int i = 0; i < values.length; i++) {
      add(name + i, values[i]);
    }
    return this;
  }

  public Map<String, BigInteger> toMap() {
    return Collections.unmodifiableMap(figures);
  }
}
