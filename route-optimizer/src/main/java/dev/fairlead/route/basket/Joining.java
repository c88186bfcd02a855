package dev.fairlead.route.basket;

import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteRequest;
import dev.fairlead.route.RouteResult;
import dev.fairlead.route.WhatIf;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Brings the parts of one basket into line.
 *
 * <p>It begins with parts routed one after another, in several orders, and each as if alone. Then
 * one part after another is taken out, and routed anew behind all others, with its share of the
 * pools as these leave them: a pool hardly minds in which order it is traded, so the part finds
 * what is best for it and takes from the others nothing that they have. What a part is worth behind
 * all others is what the basket is worth with it, less what it is worth without, so each step
 * climbs the joint optimum along one part; it ends when no part can be routed better.
 */
final class Joining {
  /** Of so few parts every order is a beginning; of more, each part is once the first. */
  private static final int FEW = 4;

  private static final int ROUNDS = 6;

  /** What gains less than this share of the whole is not worth another step, 2^-27. */
  private static final int WORTH_BITS = 27;

  private final BasketRequest request;
  private final List<Trade> trades;
  private final WhatIf market;
  private final List<RouteResult.Found> alone;
  private final Scale scale;
  private BasketResult.@Nullable NotFound refusal;
  private @Nullable Line best;

  Joining(BasketRequest request, WhatIf market, List<RouteResult.Found> alone) {
    this.request = request;
    this.trades = request.basket().parts();
    this.market = market;
    this.alone = alone;
    this.scale = new Scale(request, alone);
  }

  BasketResult run() {
    List<Integer> named = IntStream.range(0, trades.size()).boxed().toList();
    if (trades.size() <= FEW) {
      everyOrder(Line.on(market), named);
    } else {
      for (int first : named) {
        List<Integer> order = new ArrayList<>(named.subList(first, named.size()));
        order.addAll(named.subList(0, first));
        oneOrder(order);
      }
    }
    Line apart = apart();
    if (apart != null) {
      keep(apart);
    }
    Line start = best;
    if (start == null) {
      BasketResult.NotFound none = refusal;
      if (none == null) {
        throw new IllegalStateException("no order was tried");
      }
      return none;
    }
    return found(improved(start), apart);
  }

  private void everyOrder(Line line, List<Integer> left) {
    if (left.isEmpty()) {
      keep(line);
    }
    for (int part : left) {
      List<Integer> rest = left.stream().filter(other -> other != part).toList();
      routed(line, part).ifPresent(more -> everyOrder(more, rest));
    }
  }

  private void oneOrder(List<Integer> order) {
    Optional<Line> line = Optional.of(Line.on(market));
    for (int part : order) {
      line = line.flatMap(before -> routed(before, part));
    }
    line.ifPresent(this::keep);
  }

  private void keep(Line line) {
    Line known = best;
    best = known == null || line.worth().compareTo(known.worth()) > 0 ? line : known;
  }

  /** With a part behind all others, routed as is best for it there. */
  private Optional<Line> routed(Line line, int part) {
    return switch (line.stops().isEmpty() ? alone.get(part) : line.end().route(requestOf(part))) {
      case RouteResult.Found found -> Optional.of(line.with(part, found, worth(part, found)));
      case RouteResult.NotFound none -> {
        refusal =
            refusal == null ? new BasketResult.NotFound(part, trades.get(part), none) : refusal;
        yield Optional.empty();
      }
    };
  }

  /** The same off some pools. */
  private Optional<Line> routedOff(Line line, int part, Set<PoolId> pools) {
    return line.end().route(request.of(trades.get(part), pools)) instanceof RouteResult.Found found
        ? Optional.of(line.with(part, found, worth(part, found)))
        : Optional.empty();
  }

  private BigInteger worth(int part, RouteResult.Found found) {
    return scale.worth(part, found.route());
  }

  /**
   * Climbs, and where parts undo each other on a pool, lets one keep off it and climbs from there:
   * while both trade there neither gains by leaving alone.
   */
  private Line improved(Line start) {
    Line now = climbed(start);
    for (int round = 0; round < ROUNDS; round++) {
      Line before = now;
      for (int place = 0; place < trades.size(); place++) {
        Line better = unopposed(before, place);
        now = better.worth().compareTo(now.worth()) > 0 ? better : now;
      }
      if (!isWorthMore(now, before)) {
        return now;
      }
    }
    return now;
  }

  private Line unopposed(Line line, int place) {
    int part = line.stops().get(place).part();
    Set<PoolId> opposed = line.opposed(place);
    return opposed.isEmpty()
        ? line
        : without(line, place)
            .flatMap(others -> routedOff(others, part, opposed))
            .map(this::climbed)
            .orElse(line);
  }

  private static boolean isWorthMore(Line one, Line other) {
    BigInteger least = other.worth().abs().shiftRight(WORTH_BITS);
    return one.worth().subtract(other.worth()).compareTo(least) > 0;
  }

  /** Takes part after part out and puts it behind the others, as long as that gains. */
  private Line climbed(Line start) {
    Line now = start;
    int kept = 0;
    for (int tried = 0; tried < ROUNDS * trades.size() && kept < trades.size() - 1; tried++) {
      int part = now.stops().get(kept).part();
      Optional<Line> moved = without(now, kept).flatMap(others -> routed(others, part));
      if (moved.isPresent() && isWorthMore(moved.get(), now)) {
        now = moved.get();
        kept = 0;
      } else {
        kept++;
      }
    }
    return now;
  }

  /** The other parts over the same legs; empty where one can't be traded so any more. */
  private Optional<Line> without(Line line, int place) {
    Optional<Line> others = Optional.of(line.upTo(place));
    for (Line.Stop stop : line.stops().subList(place + 1, line.stops().size())) {
      others = others.flatMap(before -> again(before, stop.part(), stop.answer()));
    }
    return others;
  }

  private Optional<Line> again(Line before, int part, RouteResult.Found answer) {
    return before
        .end()
        .again(requestOf(part), answer.route())
        .map(route ->
            before.with(
                part,
                new RouteResult.Found(route, answer.considered(), answer.nativeWorth()),
                scale.worth(part, route)));
  }

  private RouteRequest requestOf(int part) {
    return request.of(trades.get(part));
  }

  private BasketResult found(Line line, @Nullable Line apart) {
    List<PartRoute> parts = new ArrayList<>();
    BigInteger gas = BigInteger.ZERO;
    boolean isGasKnown = true;
    for (Line.Stop stop : line.stops()) {
      TokenAmount cost = scale.gasCost(stop.part(), stop.route());
      isGasKnown &= cost != null;
      gas = cost == null ? gas : gas.add(scale.inCommon(stop.part(), cost.units()));
      parts.add(
          new PartRoute(
              stop.part(),
              trades.get(stop.part()),
              stop.answer(),
              cost,
              open(stop.part(), alone.get(stop.part()).route()),
              apart == null ? null : open(stop.part(), apart.stops().get(stop.part()).route())));
    }
    BigDecimal saved = apart == null ? null : scale.whole(line.worth().subtract(apart.worth()));
    return new BasketResult.Found(parts, total(line), isGasKnown ? scale.amount(gas) : null, saved);
  }

  /**
   * Each part's route as if there were no other, executed in the order in which they were named.
   */
  private @Nullable Line apart() {
    Optional<Line> line = Optional.of(Line.on(market));
    for (int part = 0; part < trades.size(); part++) {
      int next = part;
      line = line.flatMap(before -> again(before, next, alone.get(next)));
    }
    return line.orElse(null);
  }

  private TokenAmount open(int part, Route route) {
    return PartRoute.open(trades.get(part), route);
  }

  private TokenAmount total(Line line) {
    Uint256 total = Uint256.ZERO;
    for (Line.Stop stop : line.stops()) {
      TokenAmount common =
          switch (request.basket()) {
            case Basket.SellMany _ -> stop.route().quoted();
            case Basket.BuyMany _, Basket.SpendShares _ -> stop.route().sell();
          };
      total = total.plus(common.units());
    }
    return request.basket().common().amount(total);
  }
}
