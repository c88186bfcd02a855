package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.chain.event.CurveEvent;
import dev.fairlead.chain.event.EventDecoder;
import dev.fairlead.chain.event.EventShape;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Int256;
import dev.fairlead.venue.LogEffect;
import dev.fairlead.venue.Quote;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a pool's logs do to its state.
 *
 * <p>An exchange's log leaves out the share of the fee that leaves the pool, so the exchange is
 * done again here: when it gives what the log says, the state after it is the contract's. All else
 * that changes a pool is read again.
 */
final class CurveEvents {
  private CurveEvents() {}

  /** New fees of the NG generation, which only say that they are new. */
  private static final Bytes32 APPLY_NEW_FEE = Signature.of("ApplyNewFee(uint256,uint256)").topic();

  static Set<Bytes32> topics() {
    return Stream.concat(
            CurveEvent.SHAPES.stream().map(EventShape::topic), Stream.of(APPLY_NEW_FEE))
        .collect(Collectors.toUnmodifiableSet());
  }

  static LogEffect apply(CurveStableSwapPool pool, Log log) {
    if (!(EventDecoder.standard().decode(log) instanceof CurveEvent.TokenExchange exchange)) {
      return LogEffect.Unclear.UNCLEAR;
    }
    Int256 coins = Int256.of(pool.tokens().size());
    if (!isIndex(exchange.soldId(), coins) || !isIndex(exchange.boughtId(), coins)) {
      return LogEffect.Unclear.UNCLEAR;
    }
    Quote quote =
        pool.quoteExactIn(
            pool.tokens().get(exchange.soldId().bits().toIntExact()),
            pool.tokens().get(exchange.boughtId().bits().toIntExact()),
            exchange.tokensSold());
    return quote instanceof Quote.Filled filled
            && filled.amountOut().equals(exchange.tokensBought())
        ? new LogEffect.Changed(filled.after())
        : LogEffect.Unclear.UNCLEAR;
  }

  private static boolean isIndex(Int256 number, Int256 count) {
    return !number.isNegative() && number.compareTo(count) < 0;
  }
}
