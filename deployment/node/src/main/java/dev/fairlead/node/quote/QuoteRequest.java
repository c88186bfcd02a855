package dev.fairlead.node.quote;

import dev.fairlead.model.Token;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.NetworkFee;
import dev.fairlead.route.RouteLimits;
import org.jspecify.annotations.Nullable;

/**
 * What a market is asked.
 *
 * @param fee what a transaction pays where {@code wrappedNative} is named
 * @param wrappedNative by which the fee is weighed; null where it counts as nothing
 * @param limit with which only the part is sold that gets it; null where all is
 * @param withDepth whether each pool also says how much moves its price
 */
public record QuoteRequest(
    Trade trade,
    RouteLimits limits,
    NetworkFee fee,
    @Nullable Token wrappedNative,
    @Nullable LimitPrice limit,
    boolean withDepth) {}
