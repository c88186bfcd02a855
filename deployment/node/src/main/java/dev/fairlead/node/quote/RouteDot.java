package dev.fairlead.node.quote;

import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.route.Route;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A route in Graphviz' language: tokens, and between them pools with what they take and give, each
 * as thick as its leg's share of the trade.
 */
public final class RouteDot {
  private static final double WIDEST = 8;

  private RouteDot() {}

  public static String of(Route route) {
    return graph(body(route, "t"));
  }

  /** Several routes in one picture, each in a frame with its place in the order. */
  public static String of(List<Route> routes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < routes.size(); i++) {
      text.append("  subgraph cluster_%d {\n  label=\"%d\";\n".formatted(i, i + 1));
      text.append(body(routes.get(i), "p" + i + "t"));
      text.append("  }\n");
    }
    return graph(text.toString());
  }

  private static String graph(String body) {
    return """
    digraph route {
      rankdir=LR;
      node [shape=box, style=rounded, fontname="sans-serif"];
      edge [fontname="sans-serif", fontsize=10];
    %s}
    """
        .formatted(body);
  }

  private static String body(Route route, String prefix) {
    StringBuilder text = new StringBuilder();
    Map<Token, String> names = new LinkedHashMap<>();
    for (Leg leg : route.legs()) {
      for (Hop hop : leg.hops()) {
        names.computeIfAbsent(hop.tokenIn(), _ -> prefix + names.size());
        names.computeIfAbsent(hop.tokenOut(), _ -> prefix + names.size());
      }
    }
    names.forEach((token, name) -> text.append(node(route, token, name)));
    List<BigDecimal> shares = LegShares.ofTrade(route);
    for (int i = 0; i < shares.size(); i++) {
      Leg leg = route.legs().get(i);
      double share = shares.get(i).doubleValue();
      for (Hop hop : leg.hops()) {
        text.append(
            String.format(
                Locale.ROOT,
                "  %s -> %s [label=\"%s\", penwidth=%.1f];\n",
                names.get(hop.tokenIn()),
                names.get(hop.tokenOut()),
                label(route, leg, hop),
                1 + WIDEST * share));
      }
    }
    return text.toString();
  }

  private static String node(Route route, Token token, String name) {
    String label = escaped(RouteText.symbol(token));
    if (token.equals(route.sell().token())) {
      label = escaped(RouteText.amount(route.sell()));
    } else if (token.equals(route.quoted().token())) {
      label = escaped(RouteText.amount(route.quoted()));
    }
    return "  " + name + " [label=\"" + label + "\"];\n";
  }

  private static String label(Route route, Leg leg, Hop hop) {
    return escaped(hop.pool().venue() + " " + RouteText.shortKey(hop.pool()))
        + "\\n"
        + escaped(
            RouteText.percent(LegShares.ofToken(route, leg))
                + ": "
                + RouteText.amount(hop.tokenIn(), hop.amountIn())
                + " to "
                + RouteText.amount(hop.tokenOut(), hop.amountOut()));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }
}
