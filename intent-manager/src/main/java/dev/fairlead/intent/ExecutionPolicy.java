package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.route.RouteLimits;
import java.time.Duration;
import java.util.Objects;

/**
 * How intents are worked.
 *
 * @param maxHops the longest path of a route
 * @param maxLegs the largest number of legs that a trade is split into
 * @param maxPriceImpact no route moves the price further
 * @param exactOutHeadroom the share that is sold beyond the smallest input that gives a wanted
 *     output, so that a small move does not break the trade; never more than the intent's slippage
 * @param gasMargin the share of gas that is allowed beyond what the simulation used
 * @param resendBlocks bytes that are in no block are offered again after so many blocks
 * @param marketPatience how long to wait for the market to come to the newest block
 * @param retryPause how long to wait after trouble with the surroundings, unless a block comes
 * @param venueRouters whether a trade within one venue goes through the venue's own router
 * @param coinReserve what an account keeps of the chain's coin, for gas, when it sells the coin
 */
public record ExecutionPolicy(
    int maxHops,
    int maxLegs,
    Fraction maxPriceImpact,
    Fraction exactOutHeadroom,
    Fraction gasMargin,
    int resendBlocks,
    Duration marketPatience,
    Duration retryPause,
    RouterUse venueRouters,
    Wei coinReserve) {
  public ExecutionPolicy {
    if (maxHops < 1) {
      throw new IllegalArgumentException("maxHops must be positive but is " + maxHops);
    }
    if (maxLegs < 1) {
      throw new IllegalArgumentException("maxLegs must be positive but is " + maxLegs);
    }
    if (resendBlocks < 1) {
      throw new IllegalArgumentException("resendBlocks must be positive but is " + resendBlocks);
    }
    if (!marketPatience.isPositive()) {
      throw new IllegalArgumentException("marketPatience must be positive: " + marketPatience);
    }
    if (!retryPause.isPositive()) {
      throw new IllegalArgumentException("retryPause must be positive: " + retryPause);
    }
  }

  /** What a route may use that keeps these limits and is like that. */
  RouteLimits limits(RouteTerms wished, Selection<VenueId> venues, Selection<Address> tokens) {
    RouteTerms terms = bounded(wished);
    return new RouteLimits(
        Objects.requireNonNull(terms.maxHops(), "maxHops"),
        Objects.requireNonNull(terms.maxLegs(), "maxLegs"),
        Objects.requireNonNull(terms.maxPriceImpact(), "maxPriceImpact"),
        venues,
        tokens,
        terms.pools(),
        terms.maxGas());
  }

  /** Terms that are not wider than these limits, and leave open only what has none. */
  RouteTerms bounded(RouteTerms wished) {
    RouteTerms narrow = narrowed(wished);
    return new RouteTerms(
        narrow.maxPriceImpact() == null ? maxPriceImpact : narrow.maxPriceImpact(),
        narrow.maxHops() == null ? maxHops : narrow.maxHops(),
        narrow.maxLegs() == null ? maxLegs : narrow.maxLegs(),
        narrow.maxGas(),
        narrow.pools());
  }

  /** The same terms, but none of them wider than these limits. */
  RouteTerms narrowed(RouteTerms wished) {
    Fraction impact = wished.maxPriceImpact();
    Integer hops = wished.maxHops();
    Integer legs = wished.maxLegs();
    return new RouteTerms(
        impact == null || impact.compareTo(maxPriceImpact) <= 0 ? impact : maxPriceImpact,
        hops == null ? null : Integer.valueOf(Math.min(hops, maxHops)),
        legs == null ? null : Integer.valueOf(Math.min(legs, maxLegs)),
        wished.maxGas(),
        wished.pools());
  }

  /**
   * Three hops, four legs, 5 % impact, 0.05 % headroom, 50 % more gas than simulated (refunds make
   * the gas used less than the gas needed), bytes offered again every third block, venues' routers
   * where they cost less, a hundredth of a coin kept for gas.
   */
  public static ExecutionPolicy standard() {
    return new ExecutionPolicy(
        3,
        4,
        Fraction.ofBasisPoints(500),
        Fraction.ofBasisPoints(5),
        Fraction.ofBasisPoints(5000),
        3,
        Duration.ofSeconds(2),
        Duration.ofMillis(500),
        RouterUse.WHEN_CHEAPER,
        Wei.of(10_000_000_000_000_000L));
  }
}
