package dev.fairlead.model.intent;

import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TokenAmount;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How an intent is to be executed: legs that together sell exactly {@code sell}, what they give at
 * block {@code pricedAt}, the least that the chain will be told to accept, and the contract that
 * carries it out.
 *
 * <p>The legs run in order, from one state of {@link Holdings} to the next.
 */
public record Plan(
    BlockRef pricedAt,
    TokenAmount sell,
    TokenAmount quoted,
    TokenAmount least,
    List<Leg> legs,
    Fraction priceImpact,
    Gas gas,
    Way way) {
  public Plan {
    legs = List.copyOf(legs);
    Holdings.check(sell, quoted, legs);
    if (least.compareTo(quoted) > 0 || least.isZero()) {
      throw new IllegalArgumentException(
          "least " + least + " must be positive and at most " + quoted);
    }
    if (way instanceof Way.VenueRouter && (legs.size() != 1 || !isOfOneVenue(legs.getFirst()))) {
      throw new IllegalArgumentException("a venue's router takes one leg over its own pools");
    }
  }

  /** The pools that it trades in. */
  public Set<PoolId> pools() {
    return legs.stream()
        .flatMap(leg -> leg.hops().stream())
        .map(Hop::pool)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The same, carried out by another contract. */
  public Plan by(Way other) {
    return new Plan(pricedAt, sell, quoted, least, legs, priceImpact, gas, other);
  }

  /** Where it sells the coin, a router is sent that in place of what wraps it. */
  private static boolean isOfOneVenue(Leg leg) {
    return leg.hops().stream()
            .filter(hop -> !hop.tokenIn().isCoin())
            .map(hop -> hop.pool().venue())
            .distinct()
            .count()
        == 1;
  }
}
