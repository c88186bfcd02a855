package dev.fairlead.chain.event;

import java.util.List;

/** The shapes of Curve's liquidity events, which differ with the number of a pool's coins. */
final class CurveLiquidity {
  static final int MOST_COINS = 8;

  private CurveLiquidity() {}

  /** A pool's that was compiled for this number. */
  static List<EventShape> of(int coins) {
    String amounts = "uint256[" + coins + "] ";
    return List.of(
        EventShape.of(
            "AddLiquidity(address indexed provider, "
                + (amounts + "tokenAmounts, ")
                + (amounts + "fees, uint256 invariant, uint256 tokenSupply)"),
            log ->
                new CurveEvent.AddLiquidity(
                    Fields.topicAddress(log, 1),
                    Fields.uints(log, 0, coins),
                    Fields.uints(log, coins, coins),
                    Fields.uint(log, 2 * coins),
                    Fields.uint(log, 2 * coins + 1))),
        EventShape.of(
            "AddLiquidity(address indexed provider, "
                + (amounts + "tokenAmounts, uint256 fee, uint256 tokenSupply)"),
            log ->
                new CurveEvent.CryptoAddLiquidity(
                    Fields.topicAddress(log, 1),
                    Fields.uints(log, 0, coins),
                    Fields.uint(log, coins),
                    Fields.uint(log, coins + 1))),
        EventShape.of(
            "AddLiquidity(address indexed provider, "
                + (amounts + "tokenAmounts, uint256 fee, uint256 tokenSupply,")
                + " uint256 packedPriceScale)",
            log ->
                new CurveEvent.CryptoAddLiquidityNg(
                    Fields.topicAddress(log, 1),
                    Fields.uints(log, 0, coins),
                    Fields.uint(log, coins),
                    Fields.uint(log, coins + 1),
                    Fields.uint(log, coins + 2))),
        EventShape.of(
            "RemoveLiquidity(address indexed provider, "
                + (amounts + "tokenAmounts, ")
                + (amounts + "fees, uint256 tokenSupply)"),
            log ->
                new CurveEvent.RemoveLiquidity(
                    Fields.topicAddress(log, 1),
                    Fields.uints(log, 0, coins),
                    Fields.uints(log, coins, coins),
                    Fields.uint(log, 2 * coins))),
        EventShape.of(
            "RemoveLiquidity(address indexed provider, "
                + (amounts + "tokenAmounts, uint256 tokenSupply)"),
            log ->
                new CurveEvent.CryptoRemoveLiquidity(
                    Fields.topicAddress(log, 1),
                    Fields.uints(log, 0, coins),
                    Fields.uint(log, coins))),
        EventShape.of(
            "RemoveLiquidityImbalance(address indexed provider, "
                + (amounts + "tokenAmounts, ")
                + (amounts + "fees, uint256 invariant, uint256 tokenSupply)"),
            log ->
                new CurveEvent.RemoveLiquidityImbalance(
                    Fields.topicAddress(log, 1),
                    Fields.uints(log, 0, coins),
                    Fields.uints(log, coins, coins),
                    Fields.uint(log, 2 * coins),
                    Fields.uint(log, 2 * coins + 1))));
  }

  /** The NG generation's, which tell the number of coins in the log. */
  static List<EventShape> ofAnyNumber() {
    return List.of(
        EventShape.listed(
            "AddLiquidity(address indexed provider, uint256[] tokenAmounts, uint256[] fees,"
                + " uint256 invariant, uint256 tokenSupply)",
            (log, values) ->
                new CurveEvent.AddLiquidity(
                    Fields.topicAddress(log, 1),
                    Fields.uints(values.get(0)),
                    Fields.uints(values.get(1)),
                    Fields.uint(values.get(2)),
                    Fields.uint(values.get(3)))),
        EventShape.listed(
            "RemoveLiquidity(address indexed provider, uint256[] tokenAmounts, uint256[] fees,"
                + " uint256 tokenSupply)",
            (log, values) ->
                new CurveEvent.RemoveLiquidity(
                    Fields.topicAddress(log, 1),
                    Fields.uints(values.get(0)),
                    Fields.uints(values.get(1)),
                    Fields.uint(values.get(2)))),
        EventShape.listed(
            "RemoveLiquidityImbalance(address indexed provider, uint256[] tokenAmounts,"
                + " uint256[] fees, uint256 invariant, uint256 tokenSupply)",
            (log, values) ->
                new CurveEvent.RemoveLiquidityImbalance(
                    Fields.topicAddress(log, 1),
                    Fields.uints(values.get(0)),
                    Fields.uints(values.get(1)),
                    Fields.uint(values.get(2)),
                    Fields.uint(values.get(3)))));
  }
}
