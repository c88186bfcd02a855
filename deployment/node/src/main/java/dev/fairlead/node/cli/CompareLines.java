package dev.fairlead.node.cli;

import dev.fairlead.api.v1.Asset;
import dev.fairlead.api.v1.AssetAmount;
import dev.fairlead.api.v1.ChainOffer;
import dev.fairlead.api.v1.CompareChainsResponse;
import dev.fairlead.node.quote.Columns;
import java.io.PrintWriter;
import java.util.List;

/** What the chains say to a trade, for people. */
final class CompareLines {
  private final CompareChainsResponse response;
  private final boolean exactOut;

  CompareLines(CompareChainsResponse response, boolean exactOut) {
    this.response = response;
    this.exactOut = exactOut;
  }

  void print(PrintWriter out) {
    Columns offers = new Columns();
    offers.row(List.of("CHAIN", "BLOCK", "SELLS", "BUYS", "GAS COSTS", "IMPACT", "THERE"));
    for (ChainOffer offer : response.getOffersList()) {
      if (!offer.hasReason()) {
        offers.row(cells(offer));
      }
    }
    if (response.getOffersList().stream().anyMatch(offer -> !offer.hasReason())) {
      offers.print(out);
    }
    for (ChainOffer offer : response.getOffersList()) {
      if (offer.hasReason()) {
        out.println("chain %d: %s".formatted(offer.getChainId(), offer.getReason().getMessage()));
      }
    }
    response
        .getUnaskedList()
        .forEach(chain ->
            out.println("chain %d: not asked: %s".formatted(chain.getChainId(), chain.getWhy())));
    out.println();
    if (response.getBestCount() == 0) {
      out.println("it can be traded nowhere with what is there");
      return;
    }
    Asset exact = asset(response.getBest(0), exactOut);
    String open = asset(response.getBest(0), !exactOut).getSymbol();
    out.println(
        "best now: %s %s %s for %s %s, gas %s %s of it"
            .formatted(
                exactOut ? "buy" : "sell",
                response.getPlaced(),
                exact.getSymbol(),
                response.getOpen(),
                open,
                response.getGas(),
                open));
    for (ChainOffer share : response.getBestList()) {
      out.println(
          "  chain %d: %s for %s over %d path%s"
              .formatted(
                  share.getChainId(),
                  Amounts.show(share.getSell()),
                  Amounts.show(share.getBuy()),
                  share.getLegsCount(),
                  share.getLegsCount() == 1 ? "" : "s"));
    }
  }

  private static Asset asset(ChainOffer offer, boolean bought) {
    return (bought ? offer.getBuy() : offer.getSell()).getAsset();
  }

  private static List<String> cells(ChainOffer offer) {
    return List.of(
        Long.toString(offer.getChainId()),
        Long.toString(offer.getPricedAt().getNumber()),
        Amounts.show(offer.getSell()),
        Amounts.show(offer.getBuy()),
        offer.hasGasCost() ? Amounts.show(offer.getGasCost()) : "unknown",
        Amounts.percent(offer.getPriceImpactBillionths()),
        offer.hasBalance() ? there(offer.getBalance(), offer.getCovered()) : "no bound");
  }

  private static String there(AssetAmount balance, boolean covered) {
    return Amounts.show(balance) + (covered ? "" : ", too little");
  }
}
