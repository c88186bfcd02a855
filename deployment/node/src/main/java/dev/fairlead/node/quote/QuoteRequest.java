package dev.fairlead.node.quote;

import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Token;
import dev.fairlead.model.intent.LimitPrice;
import dev.fairlead.model.intent.Trade;
import dev.fairlead.route.RouteLimits;
import org.jspecify.annotations.Nullable;

/**
 * What a market is asked.
 *
 * @param gasPrice what gas costs where {@code wrappedNative} is named
 * @param wrappedNative by which gas is weighed; null where it counts as free
 * @param limit with which only the part is sold that gets it; null where all is
 * @param withDepth whether each pool also says how much moves its price
 * @param withBound whether what no plan could exceed is worked out, which takes some thousand
 *     quotes
 */
public record QuoteRequest(
    Trade trade,
    RouteLimits limits,
    FeePerGas gasPrice,
    @Nullable Token wrappedNative,
    @Nullable LimitPrice limit,
    boolean withDepth,
    boolean withBound) {}
