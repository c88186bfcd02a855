package dev.fairlead.route.across;

import java.util.List;

/**
 * The answer over all chains.
 *
 * @param offers what each chain says to the whole amount, the best first: those that their balance
 *     covers, then those that it does not, then those that can't be had
 * @param best how to lay the amount out over the chains now
 */
public record Comparison(List<Offer> offers, Combination best) {
  public Comparison {
    offers = List.copyOf(offers);
  }
}
