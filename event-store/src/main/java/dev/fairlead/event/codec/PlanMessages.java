package dev.fairlead.event.codec;

import dev.fairlead.api.v1.PoolRef;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TokenAmount;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.Candidate;
import dev.fairlead.model.intent.GasInputs;
import dev.fairlead.model.intent.Grounds;
import dev.fairlead.model.intent.Hop;
import dev.fairlead.model.intent.Leg;
import dev.fairlead.model.intent.Plan;
import dev.fairlead.model.intent.PlanBound;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.model.intent.Way;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Plans, and the routes that were considered for them. */
public final class PlanMessages {
  /** As plans were before there was a choice. */
  private static final Way UNEXPLAINED = new Way.Executor("");

  /** Without an exponent, and short: no text makes a number that fills the memory. */
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,640}(\\.[0-9]{1,640})?");

  private PlanMessages() {}

  public static dev.fairlead.api.v1.Plan message(Plan plan) {
    dev.fairlead.api.v1.Plan.Builder message =
        dev.fairlead.api.v1.Plan.newBuilder()
            .setPricedAt(Values.block(plan.sell().token().chain(), plan.pricedAt()))
            .setSell(Values.amount(plan.sell()))
            .setQuoted(Values.amount(plan.quoted()))
            .setLeast(Values.amount(plan.least()))
            .setPriceImpactBillionths(plan.priceImpact().billionths())
            .setGas(plan.gas().value());
    plan.legs().forEach(leg -> message.addLegs(message(leg)));
    if (!plan.way().equals(UNEXPLAINED)) {
      message.setWay(message(plan.way()));
    }
    return message.build();
  }

  static Plan plan(dev.fairlead.api.v1.Plan message) {
    return new Plan(
        Values.block(message.getPricedAt()),
        Values.amount(message.getSell()),
        Values.amount(message.getQuoted()),
        Values.amount(message.getLeast()),
        message.getLegsList().stream().map(PlanMessages::leg).toList(),
        new Fraction(message.getPriceImpactBillionths()),
        new Gas(message.getGas()),
        way(message.getWay()));
  }

  private static dev.fairlead.api.v1.Way message(Way way) {
    dev.fairlead.api.v1.Way.Builder message =
        dev.fairlead.api.v1.Way.newBuilder().setWhy(way.why());
    return switch (way) {
      case Way.Executor _ -> message.build();
      case Way.VenueRouter router -> message.setRouter(router.router().toString()).build();
    };
  }

  private static Way way(dev.fairlead.api.v1.Way message) {
    return message.getRouter().isEmpty()
        ? new Way.Executor(message.getWhy())
        : new Way.VenueRouter(Address.parse(message.getRouter()), message.getWhy());
  }

  public static dev.fairlead.api.v1.Leg message(Leg leg) {
    dev.fairlead.api.v1.Leg.Builder message = dev.fairlead.api.v1.Leg.newBuilder();
    leg.hops().forEach(hop -> message.addHops(message(hop)));
    return message.build();
  }

  private static Leg leg(dev.fairlead.api.v1.Leg message) {
    return new Leg(message.getHopsList().stream().map(PlanMessages::hop).toList());
  }

  private static dev.fairlead.api.v1.Hop message(Hop hop) {
    return dev.fairlead.api.v1.Hop.newBuilder()
        .setPool(message(hop.pool()))
        .setTokenIn(Values.asset(hop.tokenIn()))
        .setTokenOut(Values.asset(hop.tokenOut()))
        .setAmountIn(hop.amountIn().toString())
        .setAmountOut(hop.amountOut().toString())
        .build();
  }

  private static Hop hop(dev.fairlead.api.v1.Hop message) {
    return new Hop(
        pool(message.getPool()),
        Values.token(message.getTokenIn()),
        Values.token(message.getTokenOut()),
        Uint256.parse(message.getAmountIn()),
        Uint256.parse(message.getAmountOut()));
  }

  public static List<dev.fairlead.api.v1.Candidate> messages(List<Candidate> candidates) {
    return candidates.stream().map(PlanMessages::message).toList();
  }

  private static dev.fairlead.api.v1.Candidate message(Candidate candidate) {
    dev.fairlead.api.v1.Candidate.Builder message =
        dev.fairlead.api.v1.Candidate.newBuilder()
            .setAmountOut(candidate.amountOut().toString())
            .setChosen(candidate.chosen())
            .setVerdict(candidate.verdict())
            .setGas(candidate.gas().value());
    candidate.pools().forEach(pool -> message.addPools(message(pool)));
    return message.setDataCost(cost(candidate.dataCost())).build();
  }

  static List<Candidate> candidates(List<dev.fairlead.api.v1.Candidate> messages) {
    return messages.stream().map(PlanMessages::candidate).toList();
  }

  private static Candidate candidate(dev.fairlead.api.v1.Candidate message) {
    return new Candidate(
        message.getPoolsList().stream().map(PlanMessages::pool).toList(),
        Uint256.parse(message.getAmountOut()),
        message.getChosen(),
        message.getVerdict(),
        new Gas(message.getGas()),
        cost(message.getDataCost()));
  }

  /** Nothing is not written, as by versions that knew of no such cost. */
  private static String cost(Wei cost) {
    return cost.equals(Wei.ZERO) ? "" : cost.toString();
  }

  private static Wei cost(String text) {
    return text.isEmpty() ? Wei.ZERO : new Wei(Uint256.parse(text));
  }

  public static dev.fairlead.api.v1.Grounds message(Grounds grounds) {
    dev.fairlead.api.v1.Grounds.Builder message = dev.fairlead.api.v1.Grounds.newBuilder();
    grounds.marginalPrices().forEach(price -> message.addMarginalPrices(price.toPlainString()));
    grounds.checks().forEach(check -> message.addChecks(IntentEventMessages.check(check)));
    switch (grounds.bound()) {
      case PlanBound.AtMost(TokenAmount output) -> message.setAtMost(Values.amount(output));
      case PlanBound.Unknown(String why) -> message.setBoundUnknown(why);
      case null -> {}
    }
    return message.setDataCost(cost(grounds.dataCost())).build();
  }

  static Grounds grounds(dev.fairlead.api.v1.Grounds message) {
    return new Grounds(
        message.getMarginalPricesList().stream().map(PlanMessages::decimal).toList(),
        cost(message.getDataCost()),
        IntentEventMessages.checks(message.getChecksList()),
        bound(message));
  }

  private static @Nullable PlanBound bound(dev.fairlead.api.v1.Grounds message) {
    return switch (message.getBoundCase()) {
      case AT_MOST -> new PlanBound.AtMost(Values.amount(message.getAtMost()));
      case BOUND_UNKNOWN -> new PlanBound.Unknown(message.getBoundUnknown());
      case BOUND_NOT_SET -> null;
    };
  }

  private static BigDecimal decimal(String text) {
    if (!DECIMAL.matcher(text).matches()) {
      throw new IllegalArgumentException("not a decimal: \"" + text + "\"");
    }
    return new BigDecimal(text);
  }

  public static dev.fairlead.api.v1.GasInputs message(GasInputs gas) {
    dev.fairlead.api.v1.GasInputs.Builder message =
        dev.fairlead.api.v1.GasInputs.newBuilder()
            .setAt(Values.blockOfIntent(gas.at()))
            .setBaseFee(gas.baseFee().toString())
            .setPriorityFee(gas.priorityFee().toString());
    TokenAmount worth = gas.nativeWorth();
    if (worth != null) {
      message.setNativeWorth(Values.amount(worth));
    }
    InclusionSpeed speed = gas.speed();
    if (speed != null) {
      message.setSpeed(FeeMessages.message(speed));
    }
    if (!gas.dataFee().isNone()) {
      message.setDataFee(FeeMessages.message(gas.dataFee()));
    }
    return message.build();
  }

  static GasInputs gas(dev.fairlead.api.v1.GasInputs message) {
    return new GasInputs(
        Values.block(message.getAt()),
        TransactionMessages.fee(message.getBaseFee()),
        TransactionMessages.fee(message.getPriorityFee()),
        message.hasNativeWorth() ? Values.amount(message.getNativeWorth()) : null,
        FeeMessages.speed(message.getSpeed()),
        FeeMessages.dataFee(message.getDataFee()));
  }

  public static PoolRef message(PoolId pool) {
    return PoolRef.newBuilder()
        .setChainId(pool.chain().value())
        .setVenue(pool.venue().value())
        .setKey(pool.key().toString())
        .build();
  }

  static PoolId pool(PoolRef message) {
    return new PoolId(
        new ChainId(message.getChainId()),
        new VenueId(message.getVenue()),
        Bytes.parse(message.getKey()));
  }
}
