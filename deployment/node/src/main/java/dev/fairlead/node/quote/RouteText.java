package dev.fairlead.node.quote;

import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteResult;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Routes in words: legs with their shares of the token that they begin at, the prices at their end,
 * what else was tried.
 */
final class RouteText {
  private static final MathContext SHARE = new MathContext(4, RoundingMode.HALF_EVEN);
  private static final MathContext FIGURE = new MathContext(8, RoundingMode.HALF_EVEN);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int GWEI_DECIMALS = 9;
  private static final int KEY_SHOWN = 6;
  private static final int SYMBOL_SHOWN = 12;
  private static final int FIGURE_SHOWN = 13;

  private RouteText() {}

  /** What is traded, as a request. */
  static String question(Trade trade) {
    return switch (trade) {
      case Trade.ExactIn(TokenAmount sell, Token buy) ->
          "sell " + AmountText.show(sell) + " for " + buy;
      case Trade.ExactOut(Token sell, TokenAmount buy) ->
          "buy " + AmountText.show(buy) + " with " + sell;
    };
  }

  static void print(Answer answer, boolean withTried, PrintWriter out) {
    switch (answer.route()) {
      case RouteResult.Found found -> print(answer, found.route(), out);
      case RouteResult.NotFound none -> out.println("best route: " + none.reason().message());
    }
    if (withTried) {
      tried(answer, out);
    }
  }

  private static void print(Answer answer, Route route, PrintWriter out) {
    out.println(
        "best route: %s for %s, impact %s, gas %s%s"
            .formatted(
                AmountText.show(route.quoted()),
                AmountText.show(route.sell()),
                percent(route.priceImpact().toDecimal()),
                route.gas(),
                besideGas(route.dataCost())));
    if (answer.trade() instanceof Trade.ExactIn(TokenAmount asked, Token _)
        && !asked.equals(route.sell())) {
      out.println(
          "  a part gets the limit price: %s of %s"
              .formatted(
                  percent(LegShares.ratio(route.sell().units(), asked.units())),
                  AmountText.show(asked)));
    }
    for (int i = 0; i < route.legs().size(); i++) {
      Leg leg = route.legs().get(i);
      StringBuilder line = new StringBuilder();
      line.append("  ").append(percent(LegShares.ofToken(route, leg))).append("  ");
      line.append(AmountText.show(leg.tokenIn(), leg.amountIn().toBigInteger()));
      for (Hop hop : leg.hops()) {
        line.append(" -> ").append(hop.pool()).append(" -> ");
        line.append(AmountText.show(hop.tokenOut(), hop.amountOut().toBigInteger()));
      }
      String price = plain(route.marginalPrices().get(i).round(FIGURE));
      line.append("  (one more would give ").append(price).append(")");
      out.println(line);
    }
    TokenAmount bound = answer.bound();
    if (bound != null) {
      out.println(
          "  no plan gives more than %s for that: the gap is %s"
              .formatted(AmountText.show(bound), percent(gap(route, bound))));
    }
  }

  private static String besideGas(Wei cost) {
    return cost.equals(Wei.ZERO)
        ? ""
        : ", and %s gwei for its bytes"
            .formatted(plain(new BigDecimal(cost.value().toBigInteger(), GWEI_DECIMALS)));
  }

  private static void tried(Answer answer, PrintWriter out) {
    out.println();
    if (answer.route().considered().isEmpty()) {
      out.println("no route was priced");
      return;
    }
    Columns rows = new Columns();
    rows.row(List.of("TRIED, EACH WITH ALL THAT IS SOLD", "GIVES ALONE", "GAS", "NET", "FATE"));
    for (Candidate candidate : answer.route().considered()) {
      rows.row(
          List.of(
              candidate.pools().stream().map(PoolId::toString).collect(Collectors.joining(" > ")),
              bought(answer, candidate.amountOut().toBigInteger()),
              candidate.gas().toString(),
              answer.net(candidate).map(net -> bought(answer, net)).orElse("-"),
              candidate.verdict()));
    }
    rows.print(out);
  }

  private static String bought(Answer answer, BigInteger units) {
    return AmountText.show(answer.trade().buy(), units);
  }

  /** How much less a route gives than what no plan exceeds, as a share. */
  static BigDecimal gap(Route route, TokenAmount bound) {
    return BigDecimal.ONE.subtract(LegShares.ratio(route.quoted().units(), bound.units()));
  }

  static String percent(BigDecimal share) {
    return plain(share.multiply(HUNDRED).round(SHARE)) + " %";
  }

  static String plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.signum() == 0 ? "0" : stripped.toPlainString();
  }

  /**
   * Eight digits of an amount, for drawings, where all of them would only be in the way; of what is
   * very small or large, with their power of ten.
   */
  static String amount(Token token, Uint256 units) {
    BigDecimal rounded = new BigDecimal(units.toBigInteger(), token.decimals()).round(FIGURE);
    String plain = plain(rounded);
    String shown = plain.length() <= FIGURE_SHOWN ? plain : rounded.stripTrailingZeros().toString();
    return shown + " " + symbol(token);
  }

  static String amount(TokenAmount amount) {
    return amount(amount.token(), amount.units());
  }

  /** What a token calls itself, as far as it fits, with nothing that no drawing may hold. */
  static String symbol(Token token) {
    StringBuilder safe = new StringBuilder();
    int[] points = token.symbol().codePoints().limit(SYMBOL_SHOWN + 1).toArray();
    for (int i = 0; i < Math.min(points.length, SYMBOL_SHOWN); i++) {
      safe.appendCodePoint(isText(points[i]) ? points[i] : 0xfffd);
    }
    return points.length > SYMBOL_SHOWN ? safe + "…" : safe.toString();
  }

  private static boolean isText(int c) {
    return (c >= 0x20 && c <= 0xd7ff && !Character.isISOControl(c))
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000;
  }

  /** The beginning and the end of a pool's key. */
  static String shortKey(PoolId pool) {
    String key = pool.key().toString();
    return key.length() <= 2 * KEY_SHOWN
        ? key
        : key.substring(0, KEY_SHOWN) + "…" + key.substring(key.length() - KEY_SHOWN + 2);
  }
}
