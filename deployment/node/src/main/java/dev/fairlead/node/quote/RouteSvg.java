package dev.fairlead.node.quote;

import dev.fairlead.model.Token;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.route.Route;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A route as a drawing: what is sold at the left, what is bought at the right, and between them the
 * tokens at which legs meet and a row for each leg with its pools, as thick as its share of the
 * trade, and the amounts that flow.
 *
 * <p>Whatever comes from outside, such as a token's symbol, is escaped.
 */
public final class RouteSvg {
  private static final int MARGIN = 24;
  private static final int TITLE = 56;
  private static final int END_WIDTH = 180;
  private static final int END_HEIGHT = 60;
  private static final int POOL_WIDTH = 170;
  private static final int POOL_HEIGHT = 46;
  private static final int GAP = 260;
  private static final int BEND = 90;
  private static final int ROW = 92;
  private static final double THIN = 1.5;
  private static final double THICK = 20;
  private static final int BESIDE = 8;

  private final Route route;
  private final String place;
  private final List<BigDecimal> shares;
  private final TokenColumns columns;
  private final StringBuilder lines = new StringBuilder();
  private final StringBuilder boxes = new StringBuilder();

  private RouteSvg(Route route, String place) {
    this.route = route;
    this.place = place;
    this.shares = LegShares.ofTrade(route);
    this.columns = TokenColumns.of(route);
  }

  public static String of(Route route) {
    return of(List.of(route));
  }

  /** Several routes in one drawing, numbered in their order from the top. */
  public static String of(List<Route> routes) {
    StringBuilder bodies = new StringBuilder();
    int width = 0;
    int height = 0;
    List<String> titles = new ArrayList<>();
    for (Route route : routes) {
      String place = routes.size() == 1 ? "" : titles.size() + 1 + ". ";
      RouteSvg each = new RouteSvg(route, place);
      bodies.append("<g transform=\"translate(0 %d)\">\n".formatted(height));
      bodies.append(each.body()).append("</g>\n");
      width = Math.max(width, each.width());
      height += each.height();
      titles.add(each.title());
    }
    return """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
    <title>%s</title>
    <style>
    text { font-family: ui-sans-serif, system-ui, sans-serif; font-size: 12px; fill: #1f2933; }
    .title { font-size: 15px; font-weight: 600; }
    .small { font-size: 11px; fill: #52606d; }
    .box { fill: #ffffff; stroke: #9aa5b1; }
    .end { fill: #e3f2fd; stroke: #1565c0; }
    .flow { fill: none; stroke: #90caf9; stroke-linecap: round; }
    .flow-text { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; }
    </style>
    <rect width="100%%" height="100%%" fill="#ffffff"/>
    %s</svg>
    """
        .formatted(width, height, width, height, escaped(String.join("; ", titles)), bodies);
  }

  private int width() {
    return left(columns.last()) + END_WIDTH + MARGIN;
  }

  private int height() {
    return TITLE + ROW * route.legs().size() + MARGIN;
  }

  private String body() {
    for (Token token : columns.tokens()) {
      end(left(columns.of(token)), middle(token), what(token), held(token));
    }
    for (int i = 0; i < route.legs().size(); i++) {
      leg(route.legs().get(i), shares.get(i).doubleValue(), TITLE + ROW * i + ROW / 2);
    }
    return "<text class=\"title\" x=\"%d\" y=\"30\">%s</text>\n%s%s"
        .formatted(MARGIN, escaped(title()), lines, boxes);
  }

  private String title() {
    return "%s%s for %s, impact %s, about %s gas, priced at block %s"
        .formatted(
            place,
            RouteText.amount(route.sell()),
            RouteText.amount(route.quoted()),
            RouteText.percent(route.priceImpact().toDecimal()),
            route.gas(),
            route.pricedAt().number());
  }

  private String what(Token token) {
    if (token.equals(route.sell().token())) {
      return "sold";
    }
    return token.equals(route.quoted().token()) ? "bought" : "in between";
  }

  private String held(Token token) {
    return token.equals(route.quoted().token())
        ? RouteText.amount(route.quoted())
        : RouteText.amount(token, LegShares.taken(route, token));
  }

  private int left(int column) {
    return MARGIN + column * (END_WIDTH + GAP) + columns.hopsBefore(column) * (POOL_WIDTH + GAP);
  }

  private int middle(Token token) {
    return TITLE + ROW * columns.halfRows(token) / 2;
  }

  /** A leg bends close to the tokens at its ends, and keeps to its row between them. */
  private void leg(Leg leg, double share, int y) {
    double thickness = THIN + THICK * share;
    int begin = left(columns.of(leg.tokenIn())) + END_WIDTH;
    int end = left(columns.of(leg.tokenOut()));
    Hop last = leg.hops().getLast();
    String part = RouteText.percent(LegShares.ofToken(route, leg)) + ", ";
    bend(begin, middle(leg.tokenIn()), begin + BEND, y, thickness);
    level(begin + BEND, end - BEND, y, thickness);
    bend(end - BEND, y, end, middle(leg.tokenOut()), thickness);
    int x = begin + GAP;
    for (Hop hop : leg.hops()) {
      String taken = RouteText.amount(hop.tokenIn(), hop.amountIn());
      flowText(x - BESIDE, y, thickness, "end", x == begin + GAP ? part + taken : taken);
      pool(x, y, hop);
      x += POOL_WIDTH + GAP;
    }
    String given = RouteText.amount(last.tokenOut(), last.amountOut());
    flowText(x - GAP + BESIDE, y, thickness, "start", given);
  }

  private void bend(int x1, int y1, int x2, int y2, double thickness) {
    int half = (x2 - x1) / 2;
    flow(
        thickness,
        "M %d %d C %d %d, %d %d, %d %d".formatted(x1, y1, x1 + half, y1, x2 - half, y2, x2, y2));
  }

  private void level(int x1, int x2, int y, double thickness) {
    flow(thickness, "M %d %d H %d".formatted(x1, y, x2));
  }

  private void flow(double thickness, String line) {
    lines.append(
        String.format(
            Locale.ROOT,
            "<path class=\"flow\" stroke-width=\"%.1f\" d=\"%s\"/>\n",
            thickness,
            line));
  }

  private void flowText(int x, int y, double thickness, String anchor, String what) {
    int above = y - (int) Math.ceil(thickness / 2) - 5;
    text(boxes, "small flow-text", x, above, anchor, what);
  }

  private void pool(int x, int y, Hop hop) {
    box("box", x, y - POOL_HEIGHT / 2, POOL_WIDTH, POOL_HEIGHT);
    int centre = x + POOL_WIDTH / 2;
    text(boxes, "", centre, y - 3, "middle", hop.pool().venue().value());
    text(boxes, "small", centre, y + 14, "middle", RouteText.shortKey(hop.pool()));
  }

  private void end(int x, int middle, String what, String amount) {
    box("end", x, middle - END_HEIGHT / 2, END_WIDTH, END_HEIGHT);
    text(boxes, "small", x + END_WIDTH / 2, middle - 8, "middle", what);
    text(boxes, "", x + END_WIDTH / 2, middle + 12, "middle", amount);
  }

  private void box(String style, int x, int y, int width, int height) {
    boxes.append(
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"8\"/>\n"
            .formatted(style, x, y, width, height));
  }

  private static void text(
      StringBuilder to, String style, int x, int y, String anchor, String words) {
    to.append(
        "<text class=\"%s\" x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n"
            .formatted(style, x, y, anchor, escaped(words)));
  }

  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '&' -> safe.append("&amp;");
            case '<' -> safe.append("&lt;");
            case '>' -> safe.append("&gt;");
            case '"' -> safe.append("&quot;");
            case '\'' -> safe.append("&#39;");
            default -> safe.appendCodePoint(c);
          }
        });
    return safe.toString();
  }
}
