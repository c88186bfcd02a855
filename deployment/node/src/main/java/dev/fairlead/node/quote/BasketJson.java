package dev.fairlead.node.quote;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.basket.Basket;
import dev.fairlead.route.basket.BasketBound;
import dev.fairlead.route.basket.BasketResult;
import dev.fairlead.route.basket.PartRoute;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A basket's answer for programs: one object, amounts in base units as decimal text. */
public final class BasketJson {
  private BasketJson() {}

  public static String line(BasketAnswer answer) {
    JsonObject line = AnswerJson.head(answer.file());
    line.addProperty(
        "basket",
        switch (answer.basket()) {
          case Basket.SellMany _ -> "sell-many";
          case Basket.BuyMany _ -> "buy-many";
          case Basket.SpendShares _ -> "spend-shares";
        });
    line.add("common", AnswerJson.token(answer.basket().common()));
    switch (answer.result()) {
      case BasketResult.Found found -> add(line, answer, found);
      case BasketResult.NotFound none -> {
        JsonObject part = trade(none.part(), none.trade());
        part.addProperty("no_route", none.reason().message());
        part.add(
            "tried", tried(answer.of(none.trade(), none.answer()), none.answer().considered()));
        line.add("refused", part);
      }
    }
    return AnswerJson.GSON.toJson(line);
  }

  private static void add(JsonObject line, BasketAnswer answer, BasketResult.Found found) {
    JsonArray parts = new JsonArray();
    for (PartRoute part : found.parts()) {
      JsonObject object = trade(part.part(), part.trade());
      object.add("route", AnswerJson.route(part.route(), null));
      amount(object, "gas_cost", part.gasCost());
      amount(object, "alone", part.alone());
      amount(object, "apart", part.apart());
      object.add(
          "tried", tried(answer.of(part.trade(), part.answer()), part.answer().considered()));
      parts.add(object);
    }
    line.add("parts", parts);
    amount(line, "total", found.total());
    amount(line, "gas_cost", found.gasCost());
    BigDecimal saved = found.saved();
    if (saved != null) {
      line.addProperty(
          "saved", saved.movePointRight(found.total().token().decimals()).toPlainString());
    }
    BasketBound bound = answer.bound();
    if (bound != null) {
      amount(line, "bound", bound.units());
      line.addProperty("gap", bound.gap().toPlainString());
    }
  }

  private static JsonObject trade(int part, Trade trade) {
    JsonObject object = new JsonObject();
    object.addProperty("part", part);
    object.add("in", AnswerJson.token(trade.sell()));
    object.add("out", AnswerJson.token(trade.buy()));
    object.addProperty("exact", trade instanceof Trade.ExactIn ? "in" : "out");
    return object;
  }

  private static void amount(JsonObject object, String name, @Nullable TokenAmount amount) {
    if (amount != null) {
      object.addProperty(name, amount.units().toString());
    }
  }

  private static JsonArray tried(Answer answer, List<Candidate> candidates) {
    JsonArray tried = new JsonArray();
    candidates.forEach(candidate -> tried.add(AnswerJson.candidate(answer, candidate)));
    return tried;
  }
}
