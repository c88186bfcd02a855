package dev.fairlead.node.cli;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.node.quote.TokenNames;
import dev.fairlead.route.RouteLimits;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a route may be like, from the command line. */
final class RouteOptions {
  @Option(
      names = "--max-hops",
      paramLabel = "N",
      defaultValue = "4",
      description = "The longest path of a route.")
  private int maxHops;

  @Option(
      names = "--max-legs",
      paramLabel = "N",
      defaultValue = "4",
      description = "Into how many paths a route may be split.")
  private int maxLegs;

  @Option(
      names = "--max-impact",
      paramLabel = "SHARE",
      defaultValue = "1",
      description = "How far the trade may move against itself: 0.01 is one percent.")
  private BigDecimal maxImpact = BigDecimal.ONE;

  @Option(
      names = "--max-gas",
      paramLabel = "GAS",
      description = "The most gas that a route may be estimated to use.")
  private @Nullable Long maxGas;

  @Option(
      names = "--venue",
      paramLabel = "NAME",
      split = ",",
      description = "Only these venues, such as uniswap-v3.")
  private List<String> venues = List.of();

  @Option(
      names = "--not-venue",
      paramLabel = "NAME",
      split = ",",
      description = "None of these venues.")
  private List<String> notVenues = List.of();

  @Option(
      names = "--through",
      paramLabel = "TOKEN",
      split = ",",
      description = "Only through these tokens, on the way.")
  private List<String> through = List.of();

  @Option(
      names = "--not-through",
      paramLabel = "TOKEN",
      split = ",",
      description = "Through none of these tokens.")
  private List<String> notThrough = List.of();

  @Option(
      names = "--pool",
      paramLabel = "VENUE:KEY",
      split = ",",
      description = "Only these pools.")
  private List<String> pools = List.of();

  @Option(
      names = "--not-pool",
      paramLabel = "VENUE:KEY",
      split = ",",
      description = "None of these pools.")
  private List<String> notPools = List.of();

  RouteLimits limits(ChainId chain, TokenNames names) {
    return new RouteLimits(
        maxHops,
        maxLegs,
        Fraction.of(maxImpact),
        new Selection<>(venues(venues), venues(notVenues)),
        new Selection<>(tokens(names, through), tokens(names, notThrough)),
        new Selection<>(pools(chain, pools), pools(chain, notPools)),
        maxGas == null ? null : new Gas(maxGas));
  }

  private static Set<VenueId> venues(List<String> texts) {
    return texts.stream().map(VenueId::new).collect(Collectors.toSet());
  }

  private static Set<Address> tokens(TokenNames names, List<String> texts) {
    return texts.stream().map(names::find).map(Token::address).collect(Collectors.toSet());
  }

  private static Set<PoolId> pools(ChainId chain, List<String> texts) {
    return texts.stream().map(text -> PoolId.parse(chain, text)).collect(Collectors.toSet());
  }
}
