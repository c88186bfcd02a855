package dev.fairlead.model.intent;

import dev.fairlead.model.Address;
import dev.fairlead.model.Fraction;
import dev.fairlead.model.Wei;
import org.jspecify.annotations.Nullable;

/** The limits that the strategy set; each holds whatever the node decides. */
public record Constraints(
    Fraction maxSlippage,
    @Nullable LimitPrice limitPrice,
    TimeWindow window,
    @Nullable Wei maxGasCost,
    Selection<VenueId> venues,
    Selection<Address> tokens,
    Privacy privacy,
    ExecutionStyle style) {}
