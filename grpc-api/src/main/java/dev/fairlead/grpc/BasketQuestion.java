package dev.fairlead.grpc;

import dev.fairlead.api.v1.BuyMany;
import dev.fairlead.api.v1.NamedAmount;
import dev.fairlead.api.v1.NamedShare;
import dev.fairlead.api.v1.PartLimits;
import dev.fairlead.api.v1.QuoteBasketRequest;
import dev.fairlead.api.v1.SellMany;
import dev.fairlead.api.v1.SpendShares;
import dev.fairlead.intent.BasketRequest;
import dev.fairlead.intent.BasketRequest.Amount;
import dev.fairlead.intent.BasketRequest.Share;
import dev.fairlead.intent.BasketRequest.Wanted;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import java.util.ArrayList;
import java.util.List;

/** Questions about baskets off the wire: every field read exactly or refused by its name. */
final class BasketQuestion {
  private BasketQuestion() {}

  static BasketRequest request(QuoteBasketRequest request) {
    ChainId chain = Fields.chain("chain_id", request.getChainId());
    Wanted wanted =
        switch (request.getBasketCase()) {
          case SELL_MANY -> wanted(request.getSellMany());
          case BUY_MANY -> wanted(request.getBuyMany());
          case SPEND_SHARES -> wanted(request.getSpendShares());
          case BASKET_NOT_SET ->
              throw new InvalidField("basket", "sell_many, buy_many or spend_shares is required");
        };
    PartLimits limits = request.getLimits();
    return new BasketRequest(
        chain,
        wanted,
        terms(chain, limits),
        IntentRequests.selection(
            "limits.",
            "venues",
            limits.getAllowedVenuesList(),
            limits.getDeniedVenuesList(),
            (field, text) -> Fields.parsed(field, text, VenueId::new)),
        IntentRequests.selection(
            "limits.",
            "tokens",
            limits.getAllowedTokensList(),
            limits.getDeniedTokensList(),
            Fields::address));
  }

  private static Wanted wanted(SellMany basket) {
    return new Wanted.SellMany(
        amounts("sell_many.sold", basket.getSoldList()),
        Fields.required("sell_many.bought", basket.getBought()));
  }

  private static Wanted wanted(BuyMany basket) {
    return new Wanted.BuyMany(
        Fields.required("buy_many.sold", basket.getSold()),
        amounts("buy_many.bought", basket.getBoughtList()));
  }

  private static Wanted wanted(SpendShares basket) {
    List<Share> shares = new ArrayList<>();
    for (int i = 0; i < basket.getBoughtCount(); i++) {
      NamedShare share = basket.getBought(i);
      String field = "spend_shares.bought[" + i + "].";
      shares.add(
          new Share(
              Fields.required(field + "token", share.getToken()),
              share(field + "share", share.getShare())));
    }
    return new Wanted.SpendShares(amount("spend_shares.sold.", basket.getSold()), shares);
  }

  private static Fraction share(String field, String text) {
    try {
      return Fraction.of(Fields.whole(field, text));
    } catch (IllegalArgumentException e) {
      throw new InvalidField(
          field, "expected a share of at most 1 and nine places but found " + text);
    }
  }

  private static List<Amount> amounts(String field, List<NamedAmount> named) {
    List<Amount> amounts = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      amounts.add(amount(field + "[" + i + "].", named.get(i)));
    }
    return amounts;
  }

  private static Amount amount(String field, NamedAmount amount) {
    return new Amount(
        Fields.required(field + "token", amount.getToken()),
        Fields.whole(field + "amount", amount.getAmount()));
  }

  private static RouteTerms terms(ChainId chain, PartLimits limits) {
    return new RouteTerms(
        limits.hasMaxPriceImpact()
            ? Fields.fraction("limits.max_price_impact", limits.getMaxPriceImpact())
            : null,
        IntentRequests.count("limits.max_hops", limits.getMaxHops()),
        IntentRequests.count("limits.max_legs", limits.getMaxLegs()),
        IntentRequests.gas("limits.max_gas", limits.getMaxGas()),
        pools(chain, limits));
  }

  private static Selection<PoolId> pools(ChainId chain, PartLimits limits) {
    return IntentRequests.selection(
        "limits.",
        "pools",
        limits.getAllowedPoolsList(),
        limits.getDeniedPoolsList(),
        (field, text) -> Fields.parsed(field, text, pool -> PoolId.parse(chain, pool)));
  }
}
