package dev.fairlead.grpc;

import dev.fairlead.api.v1.ChainSide;
import dev.fairlead.api.v1.CompareChainsRequest;
import dev.fairlead.api.v1.CompareChainsResponse;
import dev.fairlead.api.v1.UnaskedChain;
import dev.fairlead.event.codec.PlanMessages;
import dev.fairlead.event.codec.RejectionMessages;
import dev.fairlead.event.codec.Values;
import dev.fairlead.intent.ChainOffer;
import dev.fairlead.intent.ComparisonRequest;
import dev.fairlead.intent.ComparisonRequest.Given;
import dev.fairlead.intent.ComparisonRequest.Purse;
import dev.fairlead.intent.ComparisonRequest.Side;
import dev.fairlead.intent.ComparisonResult;
import dev.fairlead.model.TokenAmount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Questions over chains off the wire, and their answers as messages. */
public final class ChainComparison {
  private ChainComparison() {}

  static ComparisonRequest request(CompareChainsRequest request) {
    List<Side> sides = new ArrayList<>();
    for (int i = 0; i < request.getSidesCount(); i++) {
      sides.add(side("sides[" + i + "].", request.getSides(i)));
    }
    return switch (request.getExactCase()) {
      case SELL_AMOUNT ->
          request(
              request, new Given.Sold(Fields.whole("sell_amount", request.getSellAmount())), sides);
      case BUY_AMOUNT ->
          request(
              request, new Given.Bought(Fields.whole("buy_amount", request.getBuyAmount())), sides);
      case EXACT_NOT_SET -> throw new InvalidField("sell_amount", "or buy_amount is required");
    };
  }

  private static ComparisonRequest request(
      CompareChainsRequest request, Given given, List<Side> sides) {
    return new ComparisonRequest(
        Fields.required("sell", request.getSell()),
        Fields.required("buy", request.getBuy()),
        given,
        sides);
  }

  private static Side side(String field, ChainSide side) {
    Purse purse =
        switch (side.getPurseCase()) {
          case BALANCE -> new Purse.Holding(Fields.whole(field + "balance", side.getBalance()));
          case ACCOUNT -> new Purse.Of(Fields.address(field + "account", side.getAccount()));
          case PURSE_NOT_SET -> new Purse.Unbounded();
        };
    return new Side(
        Fields.chain(field + "chain_id", side.getChainId()),
        side.getSell().isEmpty() ? null : side.getSell(),
        side.getBuy().isEmpty() ? null : side.getBuy(),
        purse);
  }

  /** An answer. */
  public static CompareChainsResponse message(ComparisonResult.Compared compared) {
    CompareChainsResponse.Builder response = CompareChainsResponse.newBuilder();
    compared.offers().forEach(offer -> response.addOffers(message(offer)));
    compared.best().forEach(share -> response.addBest(message(share)));
    compared
        .missing()
        .forEach(each ->
            response.addUnasked(
                UnaskedChain.newBuilder().setChainId(each.chain().value()).setWhy(each.why())));
    return response
        .setPlaced(plain(compared.placed()))
        .setOpen(plain(compared.open()))
        .setGas(plain(compared.gas()))
        .build();
  }

  private static String plain(BigDecimal amount) {
    return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  private static dev.fairlead.api.v1.ChainOffer message(ChainOffer offer) {
    dev.fairlead.api.v1.ChainOffer.Builder message =
        dev.fairlead.api.v1.ChainOffer.newBuilder()
            .setChainId(offer.chain().value())
            .setPricedAt(Values.block(offer.chain(), offer.at()));
    TokenAmount balance = offer.balance();
    if (balance != null) {
      message.setBalance(Values.amount(balance));
    }
    switch (offer) {
      case ChainOffer.Made made -> {
        message
            .setSell(Values.amount(made.sell()))
            .setBuy(Values.amount(made.buy()))
            .setPriceImpactBillionths(made.priceImpact().billionths())
            .setGas(made.gas().value())
            .setCovered(made.covered());
        made.legs().forEach(leg -> message.addLegs(PlanMessages.message(leg)));
        TokenAmount gasCost = made.gasCost();
        if (gasCost != null) {
          message.setGasCost(Values.amount(gasCost));
        }
      }
      case ChainOffer.None none -> message.setReason(RejectionMessages.message(none.reason()));
    }
    return message.build();
  }
}
