package dev.fairlead.model.intent;

import dev.fairlead.model.Address;

/** Which contract carries out a plan, and so may pull what is sold. */
public sealed interface Way {
  /** Why this one, for people; empty in plans that were made when there was one way only. */
  String why();

  /** The account's own executor contract. */
  record Executor(String why) implements Way {}

  /** The own router of the only venue that the plan trades at. */
  record VenueRouter(Address router, String why) implements Way {
    public VenueRouter {
      if (router.isZero()) {
        throw new IllegalArgumentException("a venue's router has an address");
      }
    }
  }
}
