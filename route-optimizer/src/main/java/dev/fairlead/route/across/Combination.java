package dev.fairlead.route.across;

import java.math.BigDecimal;
import java.util.List;

/**
 * An amount laid out over chains, each of which can pay for its share.
 *
 * @param shares by chain; empty where none takes any of it
 * @param placed how much of the amount they take, in whole tokens; the rest finds no room in the
 *     balances and the pools
 * @param open what they give for it, or take for it, in whole tokens
 * @param gas of that, what gas costs beside it, in whole tokens
 */
public record Combination(
    List<Offer.Made> shares, BigDecimal placed, BigDecimal open, BigDecimal gas) {
  public Combination {
    shares = List.copyOf(shares);
  }
}
