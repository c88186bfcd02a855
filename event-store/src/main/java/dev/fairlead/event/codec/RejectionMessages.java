package dev.fairlead.event.codec;

import dev.fairlead.api.v1.Rejection.AmountLimit;
import dev.fairlead.api.v1.Rejection.FractionLimit;
import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.Rejection;
import dev.fairlead.model.intent.StrategyId;
import dev.fairlead.model.intent.VenueId;
import java.util.Locale;

/** Reasons for what was not done, with their figures. */
public final class RejectionMessages {
  private RejectionMessages() {}

  public static dev.fairlead.api.v1.Rejection message(Rejection rejection) {
    dev.fairlead.api.v1.Rejection.Builder message = dev.fairlead.api.v1.Rejection.newBuilder();
    reason(message, rejection);
    return message
        .setCode(message.getReasonCase().name().toLowerCase(Locale.ROOT))
        .setMessage(rejection.message())
        .build();
  }

  private static void reason(dev.fairlead.api.v1.Rejection.Builder message, Rejection rejection) {
    switch (rejection) {
      case Rejection.Invalid(var field, var problem) ->
          message.getInvalidBuilder().setField(field).setProblem(problem);
      case Rejection.IdTaken(var id) -> message.getIdTakenBuilder().setIntentId(id.toString());
      case Rejection.UnknownChain(var chain) ->
          message.getUnknownChainBuilder().setChainId(chain.value());
      case Rejection.UnknownToken(var chain, var token) ->
          message.getUnknownTokenBuilder().setChainId(chain.value()).setAddress(token.toString());
      case Rejection.TokenMismatch(var known, var problem) ->
          message.getTokenMismatchBuilder().setKnown(Values.asset(known)).setProblem(problem);
      case Rejection.TokenDenied(var token) ->
          message.getTokenDeniedBuilder().setToken(Values.asset(token));
      case Rejection.NoFundingAsset(var strategy, var chain) ->
          message
              .getNoFundingAssetBuilder()
              .setStrategyId(strategy.toString())
              .setChainId(chain.value());
      case Rejection.NotionalTooLarge(var notional, var limit) ->
          message.setNotionalTooLarge(limit(notional, limit));
      case Rejection.NotionalUnknown(var token) ->
          message.getNotionalUnknownBuilder().setToken(Values.asset(token));
      case Rejection.SlippageTooWide(var asked, var limit) ->
          message.setSlippageTooWide(limit(asked, limit));
      case Rejection.DeadlinePassed(var deadline) ->
          message.getDeadlinePassedBuilder().setDeadline(Values.timestamp(deadline));
      case Rejection.DeadlineTooFar(var deadline, var limit) ->
          message
              .getDeadlineTooFarBuilder()
              .setDeadline(Values.timestamp(deadline))
              .setLimit(Values.timestamp(limit));
      case Rejection.InsufficientBalance(var needed, var available) ->
          message.setInsufficientBalance(limit(available, needed));
      case Rejection.NoRoute(var sell, var buy, var detail) ->
          message
              .getNoRouteBuilder()
              .setSell(Values.asset(sell))
              .setBuy(Values.asset(buy))
              .setDetail(detail);
      case Rejection.PriceImpactTooHigh(var impact, var limit) ->
          message.setPriceImpactTooHigh(limit(impact, limit));
      case Rejection.RouteGasTooHigh(var lowest, var limit) ->
          message.getRouteGasTooHighBuilder().setNeeded(lowest.value()).setLimit(limit.value());
      case Rejection.RouteTermTooWide(var term, var asked, var limit) ->
          message.getRouteTermTooWideBuilder().setTerm(term).setAsked(asked).setLimit(limit);
      case Rejection.ImpactTooWide(var asked, var limit) ->
          message.setImpactTooWide(limit(asked, limit));
      case Rejection.PriceDeviates(var source, var worth, var quoted, var deviation, var limit) ->
          message
              .getPriceDeviatesBuilder()
              .setSource(source)
              .setWorth(Values.amount(worth))
              .setQuoted(Values.amount(quoted))
              .setDeviationBillionths(deviation.billionths())
              .setLimitBillionths(limit.billionths());
      case Rejection.NoReferencePrice(var sell, var buy, var detail) ->
          message
              .getNoReferencePriceBuilder()
              .setSell(Values.asset(sell))
              .setBuy(Values.asset(buy))
              .setDetail(detail);
      case Rejection.LimitPriceNotMet(var quoted, var required) ->
          message.setLimitPriceNotMet(limit(quoted, required));
      case Rejection.SlippageExceeded(var quoted, var required) ->
          message.setSlippageExceeded(limit(quoted, required));
      case Rejection.GasCostTooHigh(var cost, var limit) ->
          message.getGasCostTooHighBuilder().setCost(cost.toString()).setLimit(limit.toString());
      case Rejection.GasLimitTooHigh(var needed, var limit) ->
          message.getGasLimitTooHighBuilder().setNeeded(needed.value()).setLimit(limit.value());
      case Rejection.NoPrivateChannel(var chain) ->
          message.getNoPrivateChannelBuilder().setChainId(chain.value());
      case Rejection.EndpointsDisagree(var chain, var detail) ->
          message.getEndpointsDisagreeBuilder().setChainId(chain.value()).setDetail(detail);
      case Rejection.SimulationReverted(var reason) ->
          message.getSimulationRevertedBuilder().setReason(reason);
      case Rejection.Reverted(var reason) -> message.getRevertedBuilder().setReason(reason);
      case Rejection.NonceConsumed(var detail) ->
          message.getNonceConsumedBuilder().setDetail(detail);
      case Rejection.RouterGone(var venue, var router) ->
          message.getRouterGoneBuilder().setVenue(venue.value()).setRouter(router.toString());
      case Rejection.Halted(var chain, var reason) ->
          message.getHaltedBuilder().setChainId(chain.value()).setReason(reason);
    }
  }

  static Rejection rejection(dev.fairlead.api.v1.Rejection message) {
    return switch (message.getReasonCase()) {
      case INVALID ->
          new Rejection.Invalid(message.getInvalid().getField(), message.getInvalid().getProblem());
      case ID_TAKEN -> new Rejection.IdTaken(IntentId.parse(message.getIdTaken().getIntentId()));
      case UNKNOWN_CHAIN ->
          new Rejection.UnknownChain(new ChainId(message.getUnknownChain().getChainId()));
      case UNKNOWN_TOKEN ->
          new Rejection.UnknownToken(
              new ChainId(message.getUnknownToken().getChainId()),
              Address.parse(message.getUnknownToken().getAddress()));
      case TOKEN_MISMATCH ->
          new Rejection.TokenMismatch(
              Values.token(message.getTokenMismatch().getKnown()),
              message.getTokenMismatch().getProblem());
      case TOKEN_DENIED ->
          new Rejection.TokenDenied(Values.token(message.getTokenDenied().getToken()));
      case NO_FUNDING_ASSET ->
          new Rejection.NoFundingAsset(
              StrategyId.parse(message.getNoFundingAsset().getStrategyId()),
              new ChainId(message.getNoFundingAsset().getChainId()));
      case NOTIONAL_TOO_LARGE ->
          new Rejection.NotionalTooLarge(
              found(message.getNotionalTooLarge()), limit(message.getNotionalTooLarge()));
      case NOTIONAL_UNKNOWN ->
          new Rejection.NotionalUnknown(Values.token(message.getNotionalUnknown().getToken()));
      case SLIPPAGE_TOO_WIDE ->
          new Rejection.SlippageTooWide(
              found(message.getSlippageTooWide()), limit(message.getSlippageTooWide()));
      case DEADLINE_PASSED ->
          new Rejection.DeadlinePassed(Values.instant(message.getDeadlinePassed().getDeadline()));
      case DEADLINE_TOO_FAR ->
          new Rejection.DeadlineTooFar(
              Values.instant(message.getDeadlineTooFar().getDeadline()),
              Values.instant(message.getDeadlineTooFar().getLimit()));
      case INSUFFICIENT_BALANCE ->
          new Rejection.InsufficientBalance(
              limit(message.getInsufficientBalance()), found(message.getInsufficientBalance()));
      case NO_ROUTE ->
          new Rejection.NoRoute(
              Values.token(message.getNoRoute().getSell()),
              Values.token(message.getNoRoute().getBuy()),
              message.getNoRoute().getDetail());
      case PRICE_IMPACT_TOO_HIGH ->
          new Rejection.PriceImpactTooHigh(
              found(message.getPriceImpactTooHigh()), limit(message.getPriceImpactTooHigh()));
      case ROUTE_GAS_TOO_HIGH ->
          new Rejection.RouteGasTooHigh(
              new Gas(message.getRouteGasTooHigh().getNeeded()),
              new Gas(message.getRouteGasTooHigh().getLimit()));
      case ROUTE_TERM_TOO_WIDE ->
          new Rejection.RouteTermTooWide(
              message.getRouteTermTooWide().getTerm(),
              message.getRouteTermTooWide().getAsked(),
              message.getRouteTermTooWide().getLimit());
      case IMPACT_TOO_WIDE ->
          new Rejection.ImpactTooWide(
              found(message.getImpactTooWide()), limit(message.getImpactTooWide()));
      case PRICE_DEVIATES ->
          new Rejection.PriceDeviates(
              message.getPriceDeviates().getSource(),
              Values.amount(message.getPriceDeviates().getWorth()),
              Values.amount(message.getPriceDeviates().getQuoted()),
              new Fraction(message.getPriceDeviates().getDeviationBillionths()),
              new Fraction(message.getPriceDeviates().getLimitBillionths()));
      case NO_REFERENCE_PRICE ->
          new Rejection.NoReferencePrice(
              Values.token(message.getNoReferencePrice().getSell()),
              Values.token(message.getNoReferencePrice().getBuy()),
              message.getNoReferencePrice().getDetail());
      case LIMIT_PRICE_NOT_MET ->
          new Rejection.LimitPriceNotMet(
              found(message.getLimitPriceNotMet()), limit(message.getLimitPriceNotMet()));
      case SLIPPAGE_EXCEEDED ->
          new Rejection.SlippageExceeded(
              found(message.getSlippageExceeded()), limit(message.getSlippageExceeded()));
      case GAS_COST_TOO_HIGH ->
          new Rejection.GasCostTooHigh(
              Values.wei(message.getGasCostTooHigh().getCost()),
              Values.wei(message.getGasCostTooHigh().getLimit()));
      case GAS_LIMIT_TOO_HIGH ->
          new Rejection.GasLimitTooHigh(
              new Gas(message.getGasLimitTooHigh().getNeeded()),
              new Gas(message.getGasLimitTooHigh().getLimit()));
      case NO_PRIVATE_CHANNEL ->
          new Rejection.NoPrivateChannel(new ChainId(message.getNoPrivateChannel().getChainId()));
      case ENDPOINTS_DISAGREE ->
          new Rejection.EndpointsDisagree(
              new ChainId(message.getEndpointsDisagree().getChainId()),
              message.getEndpointsDisagree().getDetail());
      case SIMULATION_REVERTED ->
          new Rejection.SimulationReverted(message.getSimulationReverted().getReason());
      case REVERTED -> new Rejection.Reverted(message.getReverted().getReason());
      case NONCE_CONSUMED -> new Rejection.NonceConsumed(message.getNonceConsumed().getDetail());
      case ROUTER_GONE ->
          new Rejection.RouterGone(
              new VenueId(message.getRouterGone().getVenue()),
              Address.parse(message.getRouterGone().getRouter()));
      case HALTED ->
          new Rejection.Halted(
              new ChainId(message.getHalted().getChainId()), message.getHalted().getReason());
      case REASON_NOT_SET -> throw new IllegalArgumentException("a rejection without a reason");
    };
  }

  private static AmountLimit limit(TokenAmount found, TokenAmount limit) {
    return AmountLimit.newBuilder()
        .setFound(Values.amount(found))
        .setLimit(Values.amount(limit))
        .build();
  }

  private static TokenAmount found(AmountLimit message) {
    return Values.amount(message.getFound());
  }

  private static TokenAmount limit(AmountLimit message) {
    return Values.amount(message.getLimit());
  }

  private static FractionLimit limit(Fraction found, Fraction limit) {
    return FractionLimit.newBuilder()
        .setFoundBillionths(found.billionths())
        .setLimitBillionths(limit.billionths())
        .build();
  }

  private static Fraction found(FractionLimit message) {
    return new Fraction(message.getFoundBillionths());
  }

  private static Fraction limit(FractionLimit message) {
    return new Fraction(message.getLimitBillionths());
  }
}
