package dev.fairlead.node.quote;

import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Trade;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** An answer for people. */
public final class AnswerTable {
  private final Answer answer;
  private final boolean withTried;
  private final PrintWriter out;

  private AnswerTable(Answer answer, boolean withTried, PrintWriter out) {
    this.answer = answer;
    this.withTried = withTried;
    this.out = out;
  }

  /** With every route that was tried, where they are wanted. */
  public static void print(Answer answer, boolean withTried, PrintWriter out) {
    new AnswerTable(answer, withTried, out).print();
  }

  private void print() {
    out.println(
        RouteText.question(answer.trade())
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
    RouteText.print(answer, withTried, out);
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
          move -> titles.add("TO MOVE IT " + RouteText.percent(BigDecimal.valueOf(move, 4))));
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
                RouteText.plain(made.price()),
                RouteText.percent(made.impact()),
                RouteText.percent(made.fee()),
                made.gas().toString(),
                AmountText.show(answer.open(), made.net())));
    made.depths()
        .forEach(depth -> cells.add(AmountText.show(answer.trade().sell(), depth.toBigInteger())));
    return cells;
  }
}
