package dev.fairlead.node.quote;

import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.route.Route;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Where a drawing has the tokens at which a route's legs begin and end: what is sold first, what is
 * bought last, and each in between behind those that lead to it, where no leg has its row.
 */
final class TokenColumns {
  private final Map<Token, Integer> columns = new LinkedHashMap<>();
  private final Map<Token, Integer> halfRows = new HashMap<>();
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
    for (int column = 1; column < drawn.last(); column++) {
      drawn.putDown(drawn.at(column));
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

  /** Each between two rows, where legs do not pass, and near those that begin or end at it. */
  private void putDown(List<Token> together) {
    Set<Integer> taken = new HashSet<>();
    for (Token token : together) {
      double wanted = meanRow(token);
      int between =
          IntStream.range(1, legs.size())
              .filter(rows -> !taken.contains(rows))
              .boxed()
              .min(Comparator.comparingDouble(rows -> Math.abs(rows - wanted)))
              .orElse(0);
      taken.add(between);
      halfRows.put(token, 2 * between);
    }
  }

  private double meanRow(Token token) {
    return IntStream.range(0, legs.size())
        .filter(
            row -> legs.get(row).tokenIn().equals(token) || legs.get(row).tokenOut().equals(token))
        .mapToDouble(row -> row + 0.5)
        .average()
        .orElse(0);
  }

  List<Token> tokens() {
    return List.copyOf(columns.keySet());
  }

  int of(Token token) {
    return columns.getOrDefault(token, 0);
  }

  /** How far down a token stands: what is sold and what is bought halfway. */
  int halfRows(Token token) {
    return halfRows.getOrDefault(token, legs.size());
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
