package dev.fairlead.node.quote;

import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.basket.Basket;
import dev.fairlead.route.basket.BasketBound;
import dev.fairlead.route.basket.BasketResult;
import dev.fairlead.route.basket.PartRoute;
import java.io.PrintWriter;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A basket's answer for people. */
public final class BasketText {
  private final BasketAnswer answer;
  private final boolean withTried;
  private final PrintWriter out;

  private BasketText(BasketAnswer answer, boolean withTried, PrintWriter out) {
    this.answer = answer;
    this.withTried = withTried;
    this.out = out;
  }

  /** With every route that was tried, where they are wanted. */
  public static void print(BasketAnswer answer, boolean withTried, PrintWriter out) {
    BasketText text = new BasketText(answer, withTried, out);
    out.println(
        "%d trades as one  (chain %s, block %s)"
            .formatted(
                answer.basket().parts().size(),
                answer.file().chain(),
                answer.file().market().block().number()));
    switch (answer.result()) {
      case BasketResult.Found found -> text.print(found);
      case BasketResult.NotFound none -> text.print(none);
    }
  }

  private void print(BasketResult.NotFound none) {
    out.println();
    out.println("part %d: %s".formatted(none.part() + 1, RouteText.question(none.trade())));
    RouteText.print(answer.of(none.trade(), none.answer()), withTried, out);
    out.println();
    out.println("nothing is quoted, since a part can't be traded");
  }

  private void print(BasketResult.Found found) {
    for (PartRoute part : found.parts()) {
      out.println();
      out.println("part %d: %s".formatted(part.part() + 1, RouteText.question(part.trade())));
      RouteText.print(answer.of(part.trade(), part.answer()), withTried, out);
      out.println(
          "  %s; %s alone%s"
              .formatted(
                  verb(part.trade()) + " " + AmountText.show(part.open()),
                  AmountText.show(part.alone()),
                  apart(part.apart())));
    }
    out.println();
    TokenAmount gas = found.gasCost();
    out.println(
        "together: %s %s%s%s"
            .formatted(
                answer.basket() instanceof Basket.SellMany ? "gives" : "takes",
                AmountText.show(found.total()),
                gas == null ? "" : ", gas costs " + AmountText.show(gas),
                saved(found)));
    BasketBound bound = answer.bound();
    if (bound != null) {
      out.println(
          "no plans %s than %s for that: the gap is %s"
              .formatted(
                  answer.basket() instanceof Basket.SellMany ? "give more" : "take less",
                  AmountText.show(bound.units()),
                  RouteText.percent(bound.gap())));
    }
  }

  private static String verb(Trade trade) {
    return trade instanceof Trade.ExactIn ? "gives" : "takes";
  }

  private static String apart(@Nullable TokenAmount apart) {
    return apart == null ? "" : ", " + AmountText.show(apart) + " if each were routed alone";
  }

  private static String saved(BasketResult.Found found) {
    BigDecimal saved = found.saved();
    return saved == null
        ? ""
        : "; %s %s better than each part routed alone"
            .formatted(RouteText.plain(saved), found.total().token().symbol());
  }
}
