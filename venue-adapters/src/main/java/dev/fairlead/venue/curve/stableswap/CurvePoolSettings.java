package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;

/** A pool that is taken: the oldest ones were made by no factory, so they are named one by one. */
public record CurvePoolSettings(Address pool, Generation generation) {
  /**
   * A pool of the NG generation is an {@link IllegalArgumentException}: only its factory knows what
   * its rates are made of.
   */
  public CurvePoolSettings {
    if (generation == Generation.NG) {
      throw new IllegalArgumentException("pool " + pool + " is NG: it comes by its factory");
    }
  }

  /** The contracts' generations, by what their arithmetic and their views look like. */
  public enum Generation {
    /** The sUSD pool's: coins by {@code int128}, A without extra digits. */
    FIRST,
    /** Since 2020-09: coins by {@code uint256}, A with two extra digits. */
    PLAIN,
    /** The factory's later plain pools, whose exchange returns what it gave. */
    FACTORY,
    /** StableSwap-NG: rates that move, and a fee that grows off the peg. */
    NG;

    /** Whether A has two extra digits. */
    boolean precise() {
      return this != FIRST;
    }

    /** Whether divisors are kept from zero by adding one. */
    boolean guardsDivisors() {
      return this == FIRST;
    }

    /** Whether the product of the balances is divided by nⁿ once, not by n for each coin. */
    boolean dividesOnce() {
      return this == FACTORY || this == NG;
    }

    /** Whether the last value is taken when the iteration does not settle. */
    boolean takesUnsettled() {
      return this == FIRST;
    }

    /** What is kept back from the output in case of rounding errors. */
    Uint256 margin() {
      return this == FIRST ? Uint256.ZERO : Uint256.ONE;
    }

    /** Whether the balance left is rounded once, not the output and the admin's fee each. */
    boolean roundsWhatStays() {
      return this == FIRST;
    }

    /** The type of a coin's index in the views. */
    String index() {
      return this == FIRST ? "int128" : "uint256";
    }
  }
}
