package dev.fairlead.node.trust;

import dev.fairlead.api.v1.Exclusion;
import dev.fairlead.api.v1.ExclusionCause;
import dev.fairlead.api.v1.MarketCondition;
import dev.fairlead.api.v1.VenuePools;
import dev.fairlead.event.EventLog;
import dev.fairlead.event.codec.EventCodec;
import dev.fairlead.event.codec.Values;
import dev.fairlead.grpc.MarketSource;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import dev.fairlead.model.node.MarketPart;
import dev.fairlead.venue.Exclusions;
import dev.fairlead.venue.Exclusions.Cause;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.MarketKeeper;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.SilencedPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's markets in the words of the API, and the switches for parts of them. */
public final class MarketDesk implements MarketSource {
  private static final Logger LOG = LoggerFactory.getLogger("fairlead.market");

  private final Supplier<Map<ChainId, MarketKeeper>> markets;
  private final SwitchLog switches;

  /**
   * @param log which hears of what a person switches
   * @param node by its name in the log
   */
  public MarketDesk(Supplier<Map<ChainId, MarketKeeper>> markets, EventLog log, String node) {
    this.markets = markets;
    this.switches = new SwitchLog(log, node);
  }

  @Override
  public List<MarketCondition> conditions() {
    List<MarketCondition> conditions = new ArrayList<>();
    new TreeMap<>(markets.get())
        .forEach((chain, keeper) -> conditions.add(condition(chain, keeper)));
    return conditions;
  }

  /** What is not traded on for other reasons than a person's, for the node's warnings. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    new TreeMap<>(markets.get())
        .forEach((chain, keeper) -> {
          keeper
              .exclusions(Cause.SAMPLE)
              .pools()
              .forEach((pool, why) ->
                  warnings.add("chain %s: pool %s is quarantined: %s".formatted(chain, pool, why)));
          Exclusions refused = keeper.exclusions(Cause.PROBE);
          for (Token token : keeper.wholeMarket().map(Market::tokens).orElse(List.of())) {
            String why = refused.tokens().get(token.address());
            if (why != null) {
              warnings.add(
                  "chain %s: token %s (%s) is not traded: %s"
                      .formatted(chain, token, token.address(), why));
            }
          }
        });
    return warnings;
  }

  @Override
  public boolean has(ChainId chain) {
    return markets.get().containsKey(chain);
  }

  @Override
  public synchronized int switchOff(ChainId chain, MarketPart part, String by, String reason) {
    MarketKeeper keeper = keeper(chain);
    String why = "switched off by " + by + ": " + reason;
    switches.off(chain, part, by, reason);
    keeper.exclude(
        Cause.OPERATOR,
        known ->
            switch (part) {
              case MarketPart.OfVenue(var venue) -> known.with(venue, why);
              case MarketPart.OfToken(var token) -> known.with(token, why);
              case MarketPart.OfPool(var pool) -> known.with(pool, why);
            });
    LOG.warn("switched off chain={} part={} by={} reason={}", chain, part, by, reason);
    return Math.toIntExact(
        keeper.wholeMarket().stream()
            .flatMap(market -> market.pools().stream())
            .filter(pool -> isOf(pool, part))
            .count());
  }

  @Override
  public synchronized boolean switchOn(ChainId chain, MarketPart part, String by, String reason) {
    MarketKeeper keeper = keeper(chain);
    List<Cause> causes =
        Stream.of(Cause.OPERATOR, Cause.SAMPLE)
            .filter(cause -> {
              Exclusions before = keeper.exclusions(cause);
              return !before.equals(without(before, part));
            })
            .toList();
    if (causes.isEmpty()) {
      return false;
    }
    switches.on(chain, part, by, reason);
    causes.forEach(cause -> keeper.exclude(cause, known -> without(known, part)));
    LOG.warn("switched on chain={} part={} by={} reason={}", chain, part, by, reason);
    return true;
  }

  private static Exclusions without(Exclusions known, MarketPart part) {
    return switch (part) {
      case MarketPart.OfVenue(var venue) -> known.without(venue);
      case MarketPart.OfToken(var token) -> known.without(token);
      case MarketPart.OfPool(var pool) -> known.without(pool);
    };
  }

  private static boolean isOf(Pool pool, MarketPart part) {
    return switch (part) {
      case MarketPart.OfVenue(var venue) -> pool.id().venue().equals(venue);
      case MarketPart.OfToken(var token) ->
          pool.tokens().stream().anyMatch(held -> held.address().equals(token));
      case MarketPart.OfPool(var id) -> pool.id().equals(id);
    };
  }

  private MarketKeeper keeper(ChainId chain) {
    return Objects.requireNonNull(markets.get().get(chain), () -> "no market of chain " + chain);
  }

  private static MarketCondition condition(ChainId chain, MarketKeeper keeper) {
    MarketCondition.Builder condition = MarketCondition.newBuilder().setChainId(chain.value());
    Optional<Market> market = keeper.market();
    if (market.isPresent()) {
      condition.setBlock(Values.block(chain, market.get().block()));
      Map<String, VenuePools.Builder> venues = new TreeMap<>();
      for (Pool pool : market.get().pools()) {
        VenuePools.Builder venue =
            venues.computeIfAbsent(
                pool.id().venue().value(), name -> VenuePools.newBuilder().setVenue(name));
        venue.setPools(venue.getPools() + 1);
        if (pool instanceof SilencedPool) {
          venue.setSilenced(venue.getSilenced() + 1);
        }
      }
      venues.values().forEach(condition::addVenues);
    }
    for (Cause cause : Cause.values()) {
      add(condition, cause, keeper.exclusions(cause));
    }
    return condition.build();
  }

  private static void add(MarketCondition.Builder condition, Cause cause, Exclusions exclusions) {
    exclusions
        .venues()
        .forEach((venue, why) ->
            condition.addExclusions(exclusion(cause, new MarketPart.OfVenue(venue), why)));
    exclusions
        .tokens()
        .forEach((token, why) ->
            condition.addExclusions(exclusion(cause, new MarketPart.OfToken(token), why)));
    exclusions
        .pools()
        .forEach((pool, why) ->
            condition.addExclusions(exclusion(cause, new MarketPart.OfPool(pool), why)));
  }

  private static Exclusion exclusion(Cause cause, MarketPart part, String why) {
    ExclusionCause told =
        switch (cause) {
          case OPERATOR -> ExclusionCause.EXCLUSION_CAUSE_OPERATOR;
          case PROBE -> ExclusionCause.EXCLUSION_CAUSE_PROBE;
          case SAMPLE -> ExclusionCause.EXCLUSION_CAUSE_SAMPLE;
        };
    return Exclusion.newBuilder()
        .setPart(EventCodec.part(part))
        .setCause(told)
        .setReason(why)
        .build();
  }
}
