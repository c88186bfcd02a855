package dev.fairlead.event.codec;

import dev.fairlead.api.v1.ResolvedConstraints;
import dev.fairlead.api.v1.ResolvedIntent;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.Constraints;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.Intent;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.Origin;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.StrategyId;
import dev.fairlead.model.intent.TimeWindow;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.model.intent.VenueId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Intents with every default resolved. */
public final class IntentMessages {
  private IntentMessages() {}

  public static ResolvedIntent message(Intent intent) {
    ResolvedIntent.Builder message =
        ResolvedIntent.newBuilder()
            .setId(intent.id().toString())
            .setStrategyId(intent.strategy().toString())
            .setType(type(intent.type()))
            .setSell(Values.asset(intent.trade().sell()))
            .setBuy(Values.asset(intent.trade().buy()))
            .setConstraints(message(intent.constraints()));
    switch (intent.trade()) {
      case Trade.ExactIn in -> message.setSellAmount(in.sellAmount().units().toString());
      case Trade.ExactOut out -> message.setBuyAmount(out.buyAmount().units().toString());
    }
    return message.build();
  }

  static Intent intent(ResolvedIntent message) {
    return new Intent(
        IntentId.parse(message.getId()),
        StrategyId.parse(message.getStrategyId()),
        type(message.getType()),
        trade(message),
        constraints(message.getConstraints()));
  }

  private static Trade trade(ResolvedIntent message) {
    Token sell = Values.token(message.getSell());
    Token buy = Values.token(message.getBuy());
    return switch (message.getExactCase()) {
      case SELL_AMOUNT ->
          new Trade.ExactIn(new TokenAmount(sell, Uint256.parse(message.getSellAmount())), buy);
      case BUY_AMOUNT ->
          new Trade.ExactOut(sell, new TokenAmount(buy, Uint256.parse(message.getBuyAmount())));
      case EXACT_NOT_SET -> throw new IllegalArgumentException("the intent has no exact side");
    };
  }

  private static ResolvedConstraints message(Constraints constraints) {
    ResolvedConstraints.Builder message =
        ResolvedConstraints.newBuilder()
            .setMaxSlippageBillionths(constraints.maxSlippage().billionths())
            .setNotBefore(Values.timestamp(constraints.window().notBefore()))
            .setDeadline(Values.timestamp(constraints.window().deadline()))
            .addAllAllowedVenues(texts(constraints.venues().allowed()))
            .addAllDeniedVenues(texts(constraints.venues().denied()))
            .addAllAllowedTokens(texts(constraints.tokens().allowed()))
            .addAllDeniedTokens(texts(constraints.tokens().denied()))
            .setPrivacy(privacy(constraints.privacy()))
            .setExecutionStyle(style(constraints.style()));
    if (constraints.limitPrice() != null) {
      message.setLimitPrice(
          dev.fairlead.api.v1.LimitPrice.newBuilder()
              .setSellAmount(constraints.limitPrice().sellUnits().toString())
              .setBuyAmount(constraints.limitPrice().buyUnits().toString())
              .setPartiallyFillable(constraints.limitPrice().partiallyFillable()));
    }
    if (!constraints.route().equals(RouteTerms.OPEN)) {
      message.setRoute(message(constraints.route()));
    }
    if (constraints.maxGasCost() != null) {
      message.setMaxGasCost(constraints.maxGasCost().toString());
    }
    if (constraints.speed() != null) {
      message.setInclusionSpeed(FeeMessages.message(constraints.speed()));
    }
    return message.build();
  }

  private static Constraints constraints(ResolvedConstraints message) {
    return new Constraints(
        new Fraction(message.getMaxSlippageBillionths()),
        message.hasLimitPrice()
            ? new LimitPrice(
                Uint256.parse(message.getLimitPrice().getSellAmount()),
                Uint256.parse(message.getLimitPrice().getBuyAmount()),
                message.getLimitPrice().getPartiallyFillable())
            : null,
        new TimeWindow(
            Values.instant(message.getNotBefore()), Values.instant(message.getDeadline())),
        message.getMaxGasCost().isEmpty() ? null : Values.wei(message.getMaxGasCost()),
        FeeMessages.speed(message.getInclusionSpeed()),
        selection(message.getAllowedVenuesList(), message.getDeniedVenuesList(), VenueId::new),
        selection(message.getAllowedTokensList(), message.getDeniedTokensList(), Address::parse),
        privacy(message.getPrivacy()),
        style(message.getExecutionStyle()),
        message.hasRoute() ? route(message.getRoute()) : RouteTerms.OPEN);
  }

  private static dev.fairlead.api.v1.RouteTerms message(RouteTerms route) {
    dev.fairlead.api.v1.RouteTerms.Builder message = dev.fairlead.api.v1.RouteTerms.newBuilder();
    if (route.maxPriceImpact() != null) {
      message.setMaxPriceImpactBillionths(route.maxPriceImpact().billionths());
    }
    if (route.maxHops() != null) {
      message.setMaxHops(route.maxHops());
    }
    if (route.maxLegs() != null) {
      message.setMaxLegs(route.maxLegs());
    }
    if (route.maxGas() != null) {
      message.setMaxGas(route.maxGas().value());
    }
    route.pools().allowed().stream()
        .sorted()
        .forEach(pool -> message.addAllowedPools(PlanMessages.message(pool)));
    route.pools().denied().stream()
        .sorted()
        .forEach(pool -> message.addDeniedPools(PlanMessages.message(pool)));
    return message.build();
  }

  private static RouteTerms route(dev.fairlead.api.v1.RouteTerms message) {
    return new RouteTerms(
        message.hasMaxPriceImpactBillionths()
            ? new Fraction(message.getMaxPriceImpactBillionths())
            : null,
        message.hasMaxHops() ? message.getMaxHops() : null,
        message.hasMaxLegs() ? message.getMaxLegs() : null,
        message.hasMaxGas() ? new Gas(message.getMaxGas()) : null,
        new Selection<>(
            message.getAllowedPoolsList().stream()
                .map(PlanMessages::pool)
                .collect(Collectors.toSet()),
            message.getDeniedPoolsList().stream()
                .map(PlanMessages::pool)
                .collect(Collectors.toSet())));
  }

  /** In a fixed order, so that equal constraints give equal bytes. */
  private static List<String> texts(Set<?> items) {
    return items.stream().map(Object::toString).sorted().toList();
  }

  private static <T> Selection<T> selection(
      List<String> allowed, List<String> denied, Function<String, T> read) {
    return new Selection<>(
        allowed.stream().map(read).collect(Collectors.toSet()),
        denied.stream().map(read).collect(Collectors.toSet()));
  }

  private static dev.fairlead.api.v1.Intent.Type type(IntentType type) {
    return switch (type) {
      case ACQUIRE -> dev.fairlead.api.v1.Intent.Type.ACQUIRE;
      case DISPOSE -> dev.fairlead.api.v1.Intent.Type.DISPOSE;
      case SWAP -> dev.fairlead.api.v1.Intent.Type.SWAP;
    };
  }

  static IntentType type(dev.fairlead.api.v1.Intent.Type type) {
    return switch (type) {
      case ACQUIRE -> IntentType.ACQUIRE;
      case DISPOSE -> IntentType.DISPOSE;
      case SWAP -> IntentType.SWAP;
      case TYPE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not a type of intent: " + type);
    };
  }

  private static dev.fairlead.api.v1.Constraints.Privacy privacy(Privacy privacy) {
    return switch (privacy) {
      case PUBLIC -> dev.fairlead.api.v1.Constraints.Privacy.PUBLIC;
      case PRIVATE -> dev.fairlead.api.v1.Constraints.Privacy.PRIVATE;
    };
  }

  private static Privacy privacy(dev.fairlead.api.v1.Constraints.Privacy privacy) {
    return switch (privacy) {
      case PUBLIC -> Privacy.PUBLIC;
      case PRIVATE -> Privacy.PRIVATE;
      case PRIVACY_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not a privacy: " + privacy);
    };
  }

  private static dev.fairlead.api.v1.Constraints.ExecutionStyle style(ExecutionStyle style) {
    return switch (style) {
      case ADAPTIVE -> dev.fairlead.api.v1.Constraints.ExecutionStyle.ADAPTIVE;
      case IMMEDIATE -> dev.fairlead.api.v1.Constraints.ExecutionStyle.IMMEDIATE;
    };
  }

  private static ExecutionStyle style(dev.fairlead.api.v1.Constraints.ExecutionStyle style) {
    return switch (style) {
      case ADAPTIVE -> ExecutionStyle.ADAPTIVE;
      case IMMEDIATE -> ExecutionStyle.IMMEDIATE;
      case EXECUTION_STYLE_UNSPECIFIED, UNRECOGNIZED ->
          throw new IllegalArgumentException("not a style of execution: " + style);
    };
  }

  static dev.fairlead.api.v1.Origin message(Origin origin) {
    return dev.fairlead.api.v1.Origin.newBuilder()
        .setPrincipal(origin.principal())
        .setKey(origin.key())
        .setRequestHash(origin.requestHash().toString())
        .build();
  }

  static Origin origin(dev.fairlead.api.v1.Origin message) {
    return new Origin(
        message.getPrincipal(), message.getKey(), Bytes32.parse(message.getRequestHash()));
  }
}
