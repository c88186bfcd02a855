package dev.fairlead.grpc;

import dev.fairlead.api.v1.Asset;
import dev.fairlead.api.v1.AssetTarget;
import dev.fairlead.api.v1.Constraints;
import dev.fairlead.api.v1.Intent;
import dev.fairlead.intent.IntentRequest;
import dev.fairlead.intent.IntentRequest.AssetName;
import dev.fairlead.intent.IntentRequest.Target;
import dev.fairlead.intent.IntentRequest.Terms;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.VenueId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Intents off the wire: every field read exactly or refused by its name, nothing guessed. */
final class IntentRequests {
  private static final int LONGEST_LIST = 1_000;
  private static final long LONGEST_WINDOW_MS = Duration.ofDays(365).toMillis();

  private IntentRequests() {}

  static IntentRequest of(Intent intent) {
    IntentType type = type(intent.getType());
    return new IntentRequest(
        Fields.intentId("id", intent.getId()),
        Fields.strategyId("strategy_id", intent.getStrategyId()),
        type,
        targets(type, intent.getAssetsList()),
        intent.hasFunding() ? funding(type, intent.getFunding()) : null,
        terms(chain(intent), intent.getConstraints()));
  }

  private static IntentType type(Intent.Type type) {
    return switch (type) {
      case ACQUIRE -> IntentType.ACQUIRE;
      case DISPOSE -> IntentType.DISPOSE;
      case SWAP -> IntentType.SWAP;
      case TYPE_UNSPECIFIED, UNRECOGNIZED ->
          throw new InvalidField("type", "must be ACQUIRE, DISPOSE or SWAP");
    };
  }

  private static List<Target> targets(IntentType type, List<AssetTarget> assets) {
    int expected = type == IntentType.SWAP ? 2 : 1;
    if (assets.size() != expected) {
      throw new InvalidField("assets", type + " names " + expected + " but found " + assets.size());
    }
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < assets.size(); i++) {
      targets.add(target("assets[" + i + "]", assets.get(i)));
    }
    long exact = targets.stream().filter(target -> target.amount() != null).count();
    if (exact != 1) {
      throw new InvalidField("assets", "exactly one has an amount but " + exact + " have");
    }
    return targets;
  }

  private static Target target(String field, AssetTarget target) {
    if (!target.hasAsset()) {
      throw new InvalidField(field + ".asset", "is required");
    }
    if (target.hasPercentage()
        && !Fields.fraction(field + ".percentage", target.getPercentage()).equals(Fraction.ONE)) {
      throw new InvalidField(
          field + ".percentage", "one asset takes the whole intent: leave it out or say 1");
    }
    @Nullable Uint256 amount =
        target.getAmount().isEmpty() ? null : Fields.amount(field + ".amount", target.getAmount());
    return new Target(name(field + ".asset", target.getAsset()), amount);
  }

  private static AssetName funding(IntentType type, Asset funding) {
    if (type == IntentType.SWAP) {
      throw new InvalidField("funding", "a SWAP names both of its assets and has no funding");
    }
    return name("funding", funding);
  }

  private static AssetName name(String field, Asset asset) {
    if (asset.hasDecimals() && (asset.getDecimals() < 0 || asset.getDecimals() > 77)) {
      throw new InvalidField(field + ".decimals", "is between 0 and 77");
    }
    return new AssetName(
        Fields.chain(field + ".chain_id", asset.getChainId()),
        Fields.address(field + ".address", asset.getAddress()),
        asset.getSymbol().isEmpty() ? null : asset.getSymbol(),
        asset.hasDecimals() ? asset.getDecimals() : null);
  }

  /** Both assets are on the chain of the first, or the intent is refused for it later. */
  private static ChainId chain(Intent intent) {
    return Fields.chain("assets[0].asset.chain_id", intent.getAssets(0).getAsset().getChainId());
  }

  private static RouteTerms route(ChainId chain, Constraints constraints) {
    return new RouteTerms(
        constraints.hasMaxPriceImpact()
            ? Fields.fraction("constraints.max_price_impact", constraints.getMaxPriceImpact())
            : null,
        count("constraints.max_hops", constraints.getMaxHops()),
        count("constraints.max_legs", constraints.getMaxLegs()),
        gas("constraints.max_gas", constraints.getMaxGas()),
        selection(
            "constraints.",
            "pools",
            constraints.getAllowedPoolsList(),
            constraints.getDeniedPoolsList(),
            (field, text) -> Fields.parsed(field, text, pool -> PoolId.parse(chain, pool))));
  }

  /** What is left out as 0 is null. */
  static @Nullable Integer count(String field, int count) {
    if (count < 0) {
      throw new InvalidField(field, "is out of range: " + Integer.toUnsignedString(count));
    }
    return count == 0 ? null : count;
  }

  static @Nullable Gas gas(String field, long gas) {
    if (gas < 0) {
      throw new InvalidField(field, "is out of range: " + Long.toUnsignedString(gas));
    }
    return gas == 0 ? null : new Gas(gas);
  }

  private static Terms terms(ChainId chain, Constraints constraints) {
    return new Terms(
        constraints.hasMaxSlippage()
            ? Fields.fraction("constraints.max_slippage", constraints.getMaxSlippage())
            : null,
        timeWindow(constraints),
        constraints.hasNotBefore()
            ? Fields.instant("constraints.not_before", constraints.getNotBefore())
            : null,
        constraints.hasDeadline()
            ? Fields.instant("constraints.deadline", constraints.getDeadline())
            : null,
        constraints.hasLimitPrice() ? limitPrice(constraints.getLimitPrice()) : null,
        constraints.getMaxGasCost().isEmpty()
            ? null
            : new Wei(Fields.amount("constraints.max_gas_cost", constraints.getMaxGasCost())),
        speed(constraints.getInclusionSpeed()),
        privacy(constraints.getPrivacy()),
        style(constraints.getExecutionStyle()),
        selection(
            "constraints.",
            "venues",
            constraints.getAllowedVenuesList(),
            constraints.getDeniedVenuesList(),
            IntentRequests::venue),
        selection(
            "constraints.",
            "tokens",
            constraints.getAllowedTokensList(),
            constraints.getDeniedTokensList(),
            Fields::address),
        route(chain, constraints));
  }

  private static @Nullable Duration timeWindow(Constraints constraints) {
    long millis = constraints.getTimeWindowMs();
    if (millis == 0 && !constraints.hasDeadline()) {
      throw new InvalidField(
          "constraints.time_window_ms", "say this or constraints.deadline: an intent ends");
    }
    if (millis != 0 && constraints.hasDeadline()) {
      throw new InvalidField(
          "constraints.time_window_ms", "say this or constraints.deadline, not both");
    }
    if (millis < 0 || millis > LONGEST_WINDOW_MS) {
      throw new InvalidField(
          "constraints.time_window_ms", "is at most a year, " + LONGEST_WINDOW_MS);
    }
    return millis == 0 ? null : Duration.ofMillis(millis);
  }

  private static LimitPrice limitPrice(dev.fairlead.api.v1.LimitPrice price) {
    return new LimitPrice(
        Fields.amount("constraints.limit_price.sell_amount", price.getSellAmount()),
        Fields.amount("constraints.limit_price.buy_amount", price.getBuyAmount()),
        price.getPartiallyFillable());
  }

  private static @Nullable InclusionSpeed speed(dev.fairlead.api.v1.InclusionSpeed speed) {
    return switch (speed) {
      case INCLUSION_SPEED_UNSPECIFIED -> null;
      case INCLUSION_SPEED_SLOW -> InclusionSpeed.SLOW;
      case INCLUSION_SPEED_NORMAL -> InclusionSpeed.NORMAL;
      case INCLUSION_SPEED_FAST -> InclusionSpeed.FAST;
      case INCLUSION_SPEED_URGENT -> InclusionSpeed.URGENT;
      case UNRECOGNIZED ->
          throw new InvalidField(
              "constraints.inclusion_speed",
              "must be INCLUSION_SPEED_SLOW, _NORMAL, _FAST or _URGENT");
    };
  }

  private static @Nullable Privacy privacy(Constraints.Privacy privacy) {
    return switch (privacy) {
      case PRIVACY_UNSPECIFIED -> null;
      case PUBLIC -> Privacy.PUBLIC;
      case PRIVATE -> Privacy.PRIVATE;
      case UNRECOGNIZED ->
          throw new InvalidField("constraints.privacy", "must be PUBLIC or PRIVATE");
    };
  }

  private static ExecutionStyle style(Constraints.ExecutionStyle style) {
    return switch (style) {
      case EXECUTION_STYLE_UNSPECIFIED, ADAPTIVE -> ExecutionStyle.ADAPTIVE;
      case IMMEDIATE -> ExecutionStyle.IMMEDIATE;
      case UNRECOGNIZED ->
          throw new InvalidField("constraints.execution_style", "must be ADAPTIVE or IMMEDIATE");
    };
  }

  static <T> Selection<T> selection(
      String within,
      String what,
      List<String> allowed,
      List<String> denied,
      BiFunction<String, String, T> read) {
    return new Selection<>(
        items(within + "allowed_" + what, allowed, read),
        items(within + "denied_" + what, denied, read));
  }

  private static <T> Set<T> items(
      String field, List<String> texts, BiFunction<String, String, T> read) {
    if (texts.size() > LONGEST_LIST) {
      throw new InvalidField(field, "has at most " + LONGEST_LIST + " entries");
    }
    Set<T> items = new LinkedHashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      items.add(read.apply(field + "[" + i + "]", texts.get(i)));
    }
    return items;
  }

  private static VenueId venue(String field, String text) {
    return Fields.parsed(field, text, VenueId::new);
  }
}
