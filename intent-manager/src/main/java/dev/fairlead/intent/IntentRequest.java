package dev.fairlead.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.InclusionSpeed;
import dev.fairlead.model.intent.ExecutionStyle;
import dev.fairlead.model.intent.IntentId;
import dev.fairlead.model.intent.IntentType;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.Privacy;
import dev.fairlead.model.intent.RouteTerms;
import dev.fairlead.model.intent.Selection;
import dev.fairlead.model.intent.StrategyId;
import dev.fairlead.model.intent.VenueId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a strategy asked for, in its own words: whatever it left open is null, and is filled in from
 * the configuration when the intent is accepted. The same request sent again is an equal record.
 *
 * @param assets one for ACQUIRE and DISPOSE; for SWAP the one sold and then the one bought
 * @param funding what pays or is received; null for the strategy's own
 */
public record IntentRequest(
    IntentId id,
    StrategyId strategy,
    IntentType type,
    List<Target> assets,
    @Nullable AssetName funding,
    Terms terms) {
  public IntentRequest {
    assets = List.copyOf(assets);
  }

  /** A token as a strategy names it: the address decides, the rest must agree when it is given. */
  public record AssetName(
      ChainId chain, Address address, @Nullable String symbol, @Nullable Integer decimals) {}

  /** An asset, and its amount on the side that is exact. */
  public record Target(AssetName asset, @Nullable Uint256 amount) {}

  /**
   * The limits as they were asked for.
   *
   * @param timeWindow from acceptance on; instead of {@code deadline}
   */
  public record Terms(
      @Nullable Fraction maxSlippage,
      @Nullable Duration timeWindow,
      @Nullable Instant notBefore,
      @Nullable Instant deadline,
      @Nullable LimitPrice limitPrice,
      @Nullable Wei maxGasCost,
      @Nullable InclusionSpeed speed,
      @Nullable Privacy privacy,
      ExecutionStyle style,
      Selection<VenueId> venues,
      Selection<Address> tokens,
      RouteTerms route) {}
}
