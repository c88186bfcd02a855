package dev.fairlead.model.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Wei;
import dev.fairlead.model.fee.InclusionSpeed;
import org.jspecify.annotations.Nullable;

/**
 * The limits that the strategy set; each holds whatever the node decides.
 *
 * @param speed how soon it is wanted in a block, which sets the tip; null for as soon as the
 *     deadline needs
 * @param route what a route may be like; what it leaves open is the node's
 */
public record Constraints(
    Fraction maxSlippage,
    @Nullable LimitPrice limitPrice,
    TimeWindow window,
    @Nullable Wei maxGasCost,
    @Nullable InclusionSpeed speed,
    Selection<VenueId> venues,
    Selection<Address> tokens,
    Privacy privacy,
    ExecutionStyle style,
    RouteTerms route) {}
