package dev.fairlead.grpc;

import dev.fairlead.api.v1.CompareChainsRequest;
import dev.fairlead.api.v1.CompareChainsResponse;
import dev.fairlead.api.v1.GetMarketsRequest;
import dev.fairlead.api.v1.GetMarketsResponse;
import dev.fairlead.api.v1.MarketServiceGrpc;
import dev.fairlead.api.v1.QuoteBasketRequest;
import dev.fairlead.api.v1.QuoteBasketResponse;
import dev.fairlead.api.v1.SwitchOffRequest;
import dev.fairlead.api.v1.SwitchOffResponse;
import dev.fairlead.api.v1.SwitchOnRequest;
import dev.fairlead.api.v1.SwitchOnResponse;
import dev.fairlead.intent.BasketQuote;
import dev.fairlead.intent.Baskets;
import dev.fairlead.intent.ComparisonResult;
import dev.fairlead.intent.Comparisons;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.node.MarketPart;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/** Answers for the chains' markets. */
final class MarketApi extends MarketServiceGrpc.MarketServiceImplBase {
  private final MarketSource markets;
  private final Comparisons comparisons;
  private final Baskets baskets;

  MarketApi(MarketSource markets, Comparisons comparisons, Baskets baskets) {
    this.markets = markets;
    this.comparisons = comparisons;
    this.baskets = baskets;
  }

  @Override
  public void getMarkets(GetMarketsRequest request, StreamObserver<GetMarketsResponse> responses) {
    Calls.answer(
        responses,
        () -> GetMarketsResponse.newBuilder().addAllMarkets(markets.conditions()).build());
  }

  @Override
  public void switchOff(SwitchOffRequest request, StreamObserver<SwitchOffResponse> responses) {
    Calls.answer(
        responses,
        () -> {
          ChainId chain = chain(request.getChainId());
          int pools =
              markets.switchOff(
                  chain,
                  part(chain, request.getPart()),
                  Fields.required("by", request.getBy()),
                  Fields.required("reason", request.getReason()));
          return SwitchOffResponse.newBuilder().setPools(pools).build();
        });
  }

  @Override
  public void switchOn(SwitchOnRequest request, StreamObserver<SwitchOnResponse> responses) {
    Calls.answer(
        responses,
        () -> {
          ChainId chain = chain(request.getChainId());
          MarketPart part = part(chain, request.getPart());
          String by = Fields.required("by", request.getBy());
          if (!markets.switchOn(chain, part, by, request.getReason())) {
            throw Status.FAILED_PRECONDITION
                .withDescription("it was not switched off, and no pool that differed")
                .asRuntimeException();
          }
          return SwitchOnResponse.getDefaultInstance();
        });
  }

  @Override
  public void compareChains(
      CompareChainsRequest request, StreamObserver<CompareChainsResponse> responses) {
    Calls.answer(
        responses,
        () ->
            switch (comparisons.compare(ChainComparison.request(request))) {
              case ComparisonResult.Compared compared -> ChainComparison.message(compared);
              case ComparisonResult.Refused refused -> throw Refusals.of(refused.reason());
            });
  }

  @Override
  public void quoteBasket(
      QuoteBasketRequest request, StreamObserver<QuoteBasketResponse> responses) {
    Calls.answer(
        responses,
        () ->
            switch (baskets.quote(BasketQuestion.request(request))) {
              case BasketQuote.Quoted quoted -> BasketAnswer.message(quoted);
              case BasketQuote.PartRefused refused ->
                  throw Refusals.of(refused.reason(), BasketAnswer.part(refused));
              case BasketQuote.Refused refused -> throw Refusals.of(refused.reason());
            });
  }

  private ChainId chain(long id) {
    ChainId chain = Fields.chain("chain_id", id);
    if (!markets.has(chain)) {
      throw new InvalidField("chain_id", "is of no chain of this node: " + chain);
    }
    return chain;
  }

  private static MarketPart part(ChainId chain, dev.fairlead.api.v1.MarketPart part) {
    return switch (part.getPartCase()) {
      case VENUE ->
          new MarketPart.OfVenue(Fields.parsed("part.venue", part.getVenue(), VenueId::new));
      case TOKEN -> new MarketPart.OfToken(Fields.address("part.token", part.getToken()));
      case POOL ->
          new MarketPart.OfPool(
              Fields.parsed("part.pool", part.getPool(), text -> PoolId.parse(chain, text)));
      case PART_NOT_SET -> throw new InvalidField("part", "is required");
    };
  }
}
