package dev.fairlead.grpc;

import dev.fairlead.api.v1.BasketPart;
import dev.fairlead.api.v1.PartQuote;
import dev.fairlead.api.v1.QuoteBasketResponse;
import dev.fairlead.event.codec.PlanMessages;
import dev.fairlead.event.codec.Values;
import dev.fairlead.intent.BasketQuote;
import dev.fairlead.model.TokenAmount;
import java.math.BigDecimal;

/** Quotes of baskets as messages. */
final class BasketAnswer {
  private BasketAnswer() {}

  static QuoteBasketResponse message(BasketQuote.Quoted quote) {
    QuoteBasketResponse.Builder response =
        QuoteBasketResponse.newBuilder()
            .setPricedAt(Values.block(quote.total().token().chain(), quote.at()))
            .setTotal(Values.amount(quote.total()))
            .setBound(Values.amount(quote.bound()));
    quote.parts().forEach(part -> response.addParts(message(part)));
    TokenAmount gasCost = quote.gasCost();
    if (gasCost != null) {
      response.setGasCost(Values.amount(gasCost));
    }
    BigDecimal saved = quote.saved();
    if (saved != null) {
      response.setSaved(plain(saved));
    }
    return response.build();
  }

  private static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  private static PartQuote message(BasketQuote.Part part) {
    PartQuote.Builder message =
        PartQuote.newBuilder()
            .setPart(part.part())
            .setSell(Values.amount(part.sell()))
            .setBuy(Values.amount(part.buy()))
            .setPriceImpactBillionths(part.priceImpact().billionths())
            .setGas(part.gas().value())
            .setDataCost(part.dataCost().toString())
            .setAlone(Values.amount(part.alone()))
            .addAllConsidered(PlanMessages.messages(part.considered()));
    part.legs().forEach(leg -> message.addLegs(PlanMessages.message(leg)));
    part.marginalPrices().forEach(price -> message.addMarginalPrices(price.toPlainString()));
    TokenAmount gasCost = part.gasCost();
    if (gasCost != null) {
      message.setGasCost(Values.amount(gasCost));
    }
    TokenAmount apart = part.apart();
    if (apart != null) {
      message.setApart(Values.amount(apart));
    }
    return message.build();
  }

  /** Which part was refused. */
  static BasketPart part(BasketQuote.PartRefused refused) {
    return BasketPart.newBuilder()
        .setPart(refused.part())
        .setSell(Values.asset(refused.sell()))
        .setBuy(Values.asset(refused.buy()))
        .build();
  }
}
