package dev.fairlead.node.quote;

import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteResult;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** An answer for people. */
public final class AnswerTable {
  private static final MathContext SHARE = new MathContext(4, RoundingMode.HALF_EVEN);
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Answer answer;
  private final PrintWriter out;

  private AnswerTable(Answer answer, PrintWriter out) {
    this.answer = answer;
    this.out = out;
  }

  public static void print(Answer answer, PrintWriter out) {
    new AnswerTable(answer, out).print();
  }

  private void print() {
    out.println(
        question()
            + "  (chain "
            + answer.file().chain()
            + ", block "
            + answer.file().market().block().number()
            + ")");
    out.println();
    if (answer.offers().isEmpty()) {
      out.println("no pool holds both tokens");
    } else {
      offers();
    }
    out.println();
    switch (answer.route()) {
      case RouteResult.Found found -> route(found.route());
      case RouteResult.NotFound none -> out.println("best route: " + none.reason().message());
    }
  }

  private String question() {
    return switch (answer.trade()) {
      case Trade.ExactIn(TokenAmount sell, Token buy) ->
          "sell " + AmountText.show(sell) + " for " + buy;
      case Trade.ExactOut(Token sell, TokenAmount buy) ->
          "buy " + AmountText.show(buy) + " with " + sell;
    };
  }

  private void offers() {
    Columns made = new Columns();
    List<String> titles =
        new ArrayList<>(List.of("POOL", "AMOUNT", "PRICE", "IMPACT", "FEE", "GAS", "NET"));
    boolean depths =
        answer.offers().stream()
            .flatMap(o -> o.made().stream())
            .anyMatch(m -> !m.depths().isEmpty());
    if (depths) {
      Offers.MOVES.forEach(
          move -> titles.add("TO MOVE IT " + percent(BigDecimal.valueOf(move, 4))));
    }
    made.row(titles);
    for (PoolOffer offer : answer.offers()) {
      offer.made().ifPresent(each -> made.row(row(each)));
    }
    made.print(out);
    for (PoolOffer offer : answer.offers()) {
      if (offer instanceof PoolOffer.None none) {
        out.println(none.pool() + "  refuses: " + none.why());
      }
    }
  }

  private List<String> row(PoolOffer.Made made) {
    Uint256 amount = answer.trade() instanceof Trade.ExactIn ? made.amountOut() : made.amountIn();
    List<String> cells =
        new ArrayList<>(
            List.of(
                made.pool().toString(),
                AmountText.show(answer.open(), amount.toBigInteger()),
                plain(made.price()),
                percent(made.impact()),
                percent(made.fee()),
                made.gas().toString(),
                AmountText.show(answer.open(), made.net())));
    made.depths()
        .forEach(depth -> cells.add(AmountText.show(answer.trade().sell(), depth.toBigInteger())));
    return cells;
  }

  private void route(Route route) {
    out.println(
        "best route: %s for %s, impact %s, gas %s"
            .formatted(
                AmountText.show(route.quoted()),
                AmountText.show(route.sell()),
                percent(route.priceImpact().toDecimal()),
                route.gas()));
    BigDecimal whole = new BigDecimal(route.sell().units().toBigInteger());
    for (Leg leg : route.legs()) {
      BigDecimal part = new BigDecimal(leg.amountIn().toBigInteger());
      StringBuilder line = new StringBuilder();
      line.append("  ").append(percent(part.divide(whole, MathContext.DECIMAL64))).append("  ");
      line.append(AmountText.show(leg.hops().getFirst().tokenIn(), leg.amountIn().toBigInteger()));
      for (Hop hop : leg.hops()) {
        line.append(" -> ").append(hop.pool()).append(" -> ");
        line.append(AmountText.show(hop.tokenOut(), hop.amountOut().toBigInteger()));
      }
      out.println(line);
    }
  }

  private static String percent(BigDecimal share) {
    return plain(share.multiply(HUNDRED).round(SHARE)) + " %";
  }

  private static String plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.signum() == 0 ? "0" : stripped.toPlainString();
  }
}
