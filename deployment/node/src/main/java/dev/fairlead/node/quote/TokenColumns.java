package dev.fairlead.node.quote;

import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.route.Route;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a drawing has the tokens at which a route's legs begin and end: what is sold first, what is
 * bought last, and each in between behind those that lead to it.
 */
final class TokenColumns {
  private final Map<Token, Integer> columns = new LinkedHashMap<>();
  private final List<Leg> legs;

  private TokenColumns(List<Leg> legs) {
    this.legs = legs;
  }

  static TokenColumns of(Route route) {
    TokenColumns drawn = new TokenColumns(route.legs());
    drawn.columns.put(route.sell().token(), 0);
    // As often as a path may be long: legs may come back to a token that they have left.
    for (int i = 0; i < route.legs().size(); i++) {
      boolean moved = false;
      for (Leg leg : route.legs()) {
        moved |= drawn.putBehind(leg);
      }
      if (!moved) {
        break;
      }
    }
    return drawn;
  }

  private boolean putBehind(Leg leg) {
    Integer begin = columns.get(leg.tokenIn());
    if (begin == null || begin >= legs.size()) {
      return false;
    }
    Integer end = columns.get(leg.tokenOut());
    if (end != null && end > begin) {
      return false;
    }
    columns.put(leg.tokenOut(), begin + 1);
    return true;
  }

  List<Token> tokens() {
    return List.copyOf(columns.keySet());
  }

  int of(Token token) {
    return columns.getOrDefault(token, 0);
  }

  /** The one of the token bought. */
  int last() {
    return columns.values().stream().mapToInt(Integer::intValue).max().orElse(0);
  }

  List<Token> at(int column) {
    return columns.keySet().stream().filter(token -> of(token) == column).toList();
  }

  /** How many pools have to find room side by side before a column. */
  int hopsBefore(int column) {
    int hops = 0;
    for (int i = 0; i < column; i++) {
      int here = i;
      hops +=
          legs.stream()
              .filter(leg -> of(leg.tokenIn()) == here)
              .mapToInt(leg -> leg.hops().size())
              .max()
              .orElse(0);
    }
    return hops;
  }
}
