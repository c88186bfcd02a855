package dev.fairlead.node.quote;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.Route;
import dev.fairlead.route.RouteResult;
import dev.fairlead.venue.file.MarketFile;
import org.jspecify.annotations.Nullable;

/** An answer for programs: one object, amounts in base units as decimal text. */
public final class AnswerJson {
  static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private AnswerJson() {}

  public static String line(Answer answer) {
    JsonObject line = head(answer.file());
    line.add("in", token(answer.trade().sell()));
    line.add("out", token(answer.trade().buy()));
    line.addProperty("exact", answer.trade() instanceof Trade.ExactIn ? "in" : "out");
    JsonArray pools = new JsonArray();
    answer.offers().forEach(offer -> pools.add(offer(offer)));
    line.add("pools", pools);
    switch (answer.route()) {
      case RouteResult.Found found -> line.add("route", route(found.route(), answer.bound()));
      case RouteResult.NotFound none -> line.addProperty("no_route", none.reason().message());
    }
    JsonArray tried = new JsonArray();
    answer.route().considered().forEach(candidate -> tried.add(candidate(answer, candidate)));
    line.add("tried", tried);
    return GSON.toJson(line);
  }

  /** An object that says which market answers. */
  static JsonObject head(MarketFile file) {
    JsonObject line = new JsonObject();
    line.addProperty("chain", file.chain().value());
    JsonObject block = new JsonObject();
    block.addProperty("number", file.market().block().number().value());
    block.addProperty("hash", file.market().block().hash().toString());
    line.add("block", block);
    return line;
  }

  static JsonObject token(Token token) {
    JsonObject object = new JsonObject();
    object.addProperty("address", token.address().toString());
    object.addProperty("symbol", token.symbol());
    object.addProperty("decimals", token.decimals());
    return object;
  }

  private static JsonObject offer(PoolOffer offer) {
    JsonObject object = pool(offer.pool());
    switch (offer) {
      case PoolOffer.Made made -> {
        object.addProperty("amount_in", made.amountIn().toString());
        object.addProperty("amount_out", made.amountOut().toString());
        object.addProperty("price", made.price().toPlainString());
        object.addProperty("impact", made.impact().toPlainString());
        object.addProperty("fee", made.fee().toPlainString());
        object.addProperty("gas", made.gas().value());
        object.addProperty("net", made.net().toString());
        if (!made.depths().isEmpty()) {
          JsonArray depth = new JsonArray();
          for (int i = 0; i < Offers.MOVES.size(); i++) {
            JsonObject move = new JsonObject();
            move.addProperty("basis_points", Offers.MOVES.get(i));
            move.addProperty("amount_in", made.depths().get(i).toString());
            depth.add(move);
          }
          object.add("depth", depth);
        }
      }
      case PoolOffer.None none -> object.addProperty("refused", none.why());
    }
    return object;
  }

  private static JsonObject pool(PoolId id) {
    JsonObject object = new JsonObject();
    object.addProperty("venue", id.venue().value());
    object.addProperty("key", id.key().toString());
    return object;
  }

  static JsonObject route(Route route, @Nullable TokenAmount bound) {
    JsonObject object = new JsonObject();
    amounts(object, route.sell().units(), route.quoted().units());
    object.addProperty("impact", route.priceImpact().toDecimal().toPlainString());
    object.addProperty("gas", route.gas().value());
    object.addProperty("data_cost", route.dataCost().toString());
    JsonArray legs = new JsonArray();
    for (Leg leg : route.legs()) {
      JsonArray hops = new JsonArray();
      for (Hop hop : leg.hops()) {
        JsonObject each = pool(hop.pool());
        each.addProperty("in", hop.tokenIn().address().toString());
        each.addProperty("out", hop.tokenOut().address().toString());
        amounts(each, hop.amountIn(), hop.amountOut());
        hops.add(each);
      }
      legs.add(hops);
    }
    object.add("legs", legs);
    JsonArray margins = new JsonArray();
    route.marginalPrices().forEach(price -> margins.add(price.toPlainString()));
    object.add("marginal_prices", margins);
    if (bound != null) {
      object.addProperty("bound", bound.units().toString());
      object.addProperty("gap", RouteText.gap(route, bound).toPlainString());
    }
    return object;
  }

  static JsonObject candidate(Answer answer, Candidate candidate) {
    JsonObject object = new JsonObject();
    JsonArray pools = new JsonArray();
    candidate.pools().forEach(pool -> pools.add(pool(pool)));
    object.add("pools", pools);
    object.addProperty("amount_out", candidate.amountOut().toString());
    object.addProperty("gas", candidate.gas().value());
    object.addProperty("data_cost", candidate.dataCost().toString());
    answer.net(candidate).ifPresent(net -> object.addProperty("net", net.toString()));
    object.addProperty("chosen", candidate.chosen());
    object.addProperty("verdict", candidate.verdict());
    return object;
  }

  private static void amounts(JsonObject object, Uint256 in, Uint256 out) {
    object.addProperty("amount_in", in.toString());
    object.addProperty("amount_out", out.toString());
  }
}
