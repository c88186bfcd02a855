package dev.fairlead.route.basket;

import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteResult;
import dev.fairlead.route.WhatIf;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Some parts with a route each, in an order of execution: immutable. */
final class Line {
  /**
   * One part in a line.
   *
   * @param before the market that the parts before it leave
   */
  record Stop(int part, WhatIf before, RouteResult.Found answer, BigInteger worth) {
    Route route() {
      return answer.route();
    }
  }

  private final List<Stop> stops;
  private final WhatIf end;
  private final BigInteger worth;

  private Line(List<Stop> stops, WhatIf end, BigInteger worth) {
    this.stops = stops;
    this.end = end;
    this.worth = worth;
  }

  static Line on(WhatIf market) {
    return new Line(List.of(), market, BigInteger.ZERO);
  }

  /** With one more part, whose route was priced at the end of this line. */
  Line with(int part, RouteResult.Found answer, BigInteger value) {
    List<Stop> more = new ArrayList<>(stops);
    more.add(new Stop(part, end, answer, value));
    return new Line(List.copyOf(more), end.after(answer.route()), worth.add(value));
  }

  /** The parts before a place. */
  Line upTo(int place) {
    List<Stop> first = stops.subList(0, place);
    return new Line(
        first,
        stops.get(place).before(),
        first.stream().map(Stop::worth).reduce(BigInteger.ZERO, BigInteger::add));
  }

  List<Stop> stops() {
    return stops;
  }

  /** The market that all leave. */
  WhatIf end() {
    return end;
  }

  /** What all are worth together, net of gas. */
  BigInteger worth() {
    return worth;
  }

  /**
   * The pools on which a part gives back what another takes there, so that both pay the fee for
   * nothing.
   */
  Set<PoolId> opposed(int place) {
    Set<PoolId> opposed = new HashSet<>();
    for (Hop own : hops(place)) {
      for (int other = 0; other < stops.size(); other++) {
        if (other != place && hops(other).stream().anyMatch(hop -> isOpposed(own, hop))) {
          opposed.add(own.pool());
        }
      }
    }
    return opposed;
  }

  private static boolean isOpposed(Hop one, Hop other) {
    return one.pool().equals(other.pool())
        && (one.tokenIn().equals(other.tokenOut()) || one.tokenOut().equals(other.tokenIn()));
  }

  private List<Hop> hops(int place) {
    return stops.get(place).route().legs().stream().flatMap(leg -> leg.hops().stream()).toList();
  }
}
