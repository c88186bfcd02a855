package dev.fairlead.venue.curve.stableswap;

import dev.fairlead.chain.Log;
import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import dev.fairlead.venue.LogEffect;
import dev.fairlead.venue.Quote;
import java.util.HashSet;
import java.util.Set;

/**
 * What a pool's logs do to its state.
 *
 * <p>An exchange's log leaves out the share of the fee that leaves the pool, so the exchange is
 * done again here: when it gives what the log says, the state after it is the contract's. All else
 * that changes a pool is read again.
 */
final class CurveEvents {
  static final Bytes32 EXCHANGE =
      Signature.of("TokenExchange(address,int128,uint256,int128,uint256)").topic();
  private static final int MOST_COINS = 8;

  private CurveEvents() {}

  static Set<Bytes32> topics() {
    Set<Bytes32> topics = new HashSet<>();
    topics.add(EXCHANGE);
    add(topics, "TokenExchangeUnderlying(address,int128,uint256,int128,uint256)");
    add(topics, "RemoveLiquidityOne(address,uint256,uint256)");
    add(topics, "RemoveLiquidityOne(address,uint256,uint256,uint256)");
    add(topics, "NewParameters(uint256,uint256,uint256)");
    add(topics, "NewFee(uint256,uint256)");
    add(topics, "RampA(uint256,uint256,uint256,uint256)");
    add(topics, "StopRampA(uint256,uint256)");
    for (int n = 2; n <= MOST_COINS; n++) {
      String amounts = "uint256[" + n + "]";
      add(topics, "AddLiquidity(address," + amounts + "," + amounts + ",uint256,uint256)");
      add(topics, "RemoveLiquidity(address," + amounts + "," + amounts + ",uint256)");
      add(
          topics,
          "RemoveLiquidityImbalance(address," + amounts + "," + amounts + ",uint256,uint256)");
    }
    return topics;
  }

  static LogEffect apply(CurveStableSwapPool pool, Log log) {
    if (!log.topics().getFirst().equals(EXCHANGE)) {
      return LogEffect.Unclear.UNCLEAR;
    }
    AbiReader data = AbiReader.of(log.data());
    int sold = (int) data.signed();
    Uint256 amountIn = data.uint();
    int bought = (int) data.signed();
    Uint256 amountOut = data.uint();
    int coins = pool.tokens().size();
    if (sold < 0 || sold >= coins || bought < 0 || bought >= coins) {
      return LogEffect.Unclear.UNCLEAR;
    }
    Quote quote = pool.quoteExactIn(pool.tokens().get(sold), pool.tokens().get(bought), amountIn);
    return quote instanceof Quote.Filled filled && filled.amountOut().equals(amountOut)
        ? new LogEffect.Changed(filled.after())
        : LogEffect.Unclear.UNCLEAR;
  }

  private static void add(Set<Bytes32> topics, String event) {
    topics.add(Signature.of(event).topic());
  }
}
