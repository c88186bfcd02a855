package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Address;

/** A pool that is taken: the oldest ones were made by no factory, so they are named one by one. */
public record CurvePoolSettings(Address pool, Generation generation) {
  /** The contracts' generations, by what their arithmetic and their views look like. */
  public enum Generation {
    /** Coins by {@code int128}, A without extra digits, guarded divisors: the sUSD pool. */
    FIRST(false, true),
    /** Coins by {@code uint256}, A with two extra digits: since 2020-09. */
    PLAIN(true, false);

    private final boolean precise;
    private final boolean guarded;

    Generation(boolean precise, boolean guarded) {
      this.precise = precise;
      this.guarded = guarded;
    }

    boolean precise() {
      return precise;
    }

    boolean guarded() {
      return guarded;
    }

    /** The type of a coin's index in the views. */
    String index() {
      return precise ? "uint256" : "int128";
    }
  }
}
