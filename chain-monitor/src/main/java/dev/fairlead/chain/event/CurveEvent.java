package dev.fairlead.chain.event;

import dev.fairlead.model.Address;
import dev.fairlead.model.Int256;
import dev.fairlead.model.Uint256;
import java.util.ArrayList;
import java.util.List;

/**
 * Events of Curve's pools: StableSwap of all generations, and the crypto pools (Tricrypto,
 * Twocrypto, and their NG generations). Coins are told by their index in the pool.
 */
public sealed interface CurveEvent extends ChainEvent {
  EventShape TOKEN_EXCHANGE =
      EventShape.of(
          "TokenExchange(address indexed buyer, int128 soldId, uint256 tokensSold, int128 boughtId,"
              + " uint256 tokensBought)",
          log ->
              new TokenExchange(
                  Fields.topicAddress(log, 1),
                  Fields.signed128(log, 0),
                  Fields.uint(log, 1),
                  Fields.signed128(log, 2),
                  Fields.uint(log, 3)));
  EventShape TOKEN_EXCHANGE_UNDERLYING =
      EventShape.of(
          "TokenExchangeUnderlying(address indexed buyer, int128 soldId, uint256 tokensSold,"
              + " int128 boughtId, uint256 tokensBought)",
          log ->
              new TokenExchangeUnderlying(
                  Fields.topicAddress(log, 1),
                  Fields.signed128(log, 0),
                  Fields.uint(log, 1),
                  Fields.signed128(log, 2),
                  Fields.uint(log, 3)));
  EventShape CRYPTO_EXCHANGE =
      EventShape.of(
          "TokenExchange(address indexed buyer, uint256 soldId, uint256 tokensSold,"
              + " uint256 boughtId, uint256 tokensBought)",
          log ->
              new CryptoExchange(
                  Fields.topicAddress(log, 1),
                  Fields.uint(log, 0),
                  Fields.uint(log, 1),
                  Fields.uint(log, 2),
                  Fields.uint(log, 3)));
  EventShape CRYPTO_EXCHANGE_NG =
      EventShape.of(
          "TokenExchange(address indexed buyer, uint256 soldId, uint256 tokensSold,"
              + " uint256 boughtId, uint256 tokensBought, uint256 fee, uint256 packedPriceScale)",
          log ->
              new CryptoExchangeNg(
                  Fields.topicAddress(log, 1),
                  Fields.uint(log, 0),
                  Fields.uint(log, 1),
                  Fields.uint(log, 2),
                  Fields.uint(log, 3),
                  Fields.uint(log, 4),
                  Fields.uint(log, 5)));
  EventShape REMOVE_LIQUIDITY_ONE =
      EventShape.of(
          "RemoveLiquidityOne(address indexed provider, uint256 tokenAmount, uint256 coinAmount)",
          log ->
              new RemoveLiquidityOne(
                  Fields.topicAddress(log, 1), Fields.uint(log, 0), Fields.uint(log, 1)));
  EventShape REMOVE_LIQUIDITY_ONE_OF_THREE =
      EventShape.of(
          "RemoveLiquidityOne(address indexed provider, uint256 tokenAmount, uint256 second,"
              + " uint256 third)",
          log ->
              new RemoveLiquidityOneOfThree(
                  Fields.topicAddress(log, 1),
                  Fields.uint(log, 0),
                  Fields.uint(log, 1),
                  Fields.uint(log, 2)));
  EventShape REMOVE_LIQUIDITY_ONE_NG =
      EventShape.of(
          "RemoveLiquidityOne(address indexed provider, int128 tokenId, uint256 tokenAmount,"
              + " uint256 coinAmount, uint256 tokenSupply)",
          log ->
              new RemoveLiquidityOneNg(
                  Fields.topicAddress(log, 1),
                  Fields.signed128(log, 0),
                  Fields.uint(log, 1),
                  Fields.uint(log, 2),
                  Fields.uint(log, 3)));
  EventShape CRYPTO_REMOVE_LIQUIDITY_ONE_NG =
      EventShape.of(
          "RemoveLiquidityOne(address indexed provider, uint256 tokenAmount, uint256 coinIndex,"
              + " uint256 coinAmount, uint256 approxFee, uint256 packedPriceScale)",
          log ->
              new CryptoRemoveLiquidityOneNg(
                  Fields.topicAddress(log, 1),
                  Fields.uint(log, 0),
                  Fields.uint(log, 1),
                  Fields.uint(log, 2),
                  Fields.uint(log, 3),
                  Fields.uint(log, 4)));
  EventShape NEW_PARAMETERS =
      EventShape.of(
          "NewParameters(uint256 amplification, uint256 fee, uint256 adminFee)",
          log -> new NewParameters(Fields.uint(log, 0), Fields.uint(log, 1), Fields.uint(log, 2)));
  EventShape NEW_FEE =
      EventShape.of(
          "NewFee(uint256 fee, uint256 adminFee)",
          log -> new NewFee(Fields.uint(log, 0), Fields.uint(log, 1)));
  EventShape RAMP_A =
      EventShape.of(
          "RampA(uint256 oldA, uint256 newA, uint256 initialTime, uint256 futureTime)",
          log ->
              new RampA(
                  Fields.uint(log, 0),
                  Fields.uint(log, 1),
                  Fields.uint(log, 2),
                  Fields.uint(log, 3)));
  EventShape STOP_RAMP_A =
      EventShape.of(
          "StopRampA(uint256 amplification, uint256 time)",
          log -> new StopRampA(Fields.uint(log, 0), Fields.uint(log, 1)));

  List<EventShape> SHAPES = shapes();

  /** A trade in a StableSwap pool. */
  record TokenExchange(
      Address buyer, Int256 soldId, Uint256 tokensSold, Int256 boughtId, Uint256 tokensBought)
      implements CurveEvent {}

  /** A trade of a metapool's or lending pool's underlying coins. */
  record TokenExchangeUnderlying(
      Address buyer, Int256 soldId, Uint256 tokensSold, Int256 boughtId, Uint256 tokensBought)
      implements CurveEvent {}

  /** A trade in a crypto pool. */
  record CryptoExchange(
      Address buyer, Uint256 soldId, Uint256 tokensSold, Uint256 boughtId, Uint256 tokensBought)
      implements CurveEvent {}

  /** A trade in a crypto pool of the NG generation. */
  record CryptoExchangeNg(
      Address buyer,
      Uint256 soldId,
      Uint256 tokensSold,
      Uint256 boughtId,
      Uint256 tokensBought,
      Uint256 fee,
      Uint256 packedPriceScale)
      implements CurveEvent {}

  /** Liquidity was added to a StableSwap pool, an amount a coin. */
  record AddLiquidity(
      Address provider,
      List<Uint256> tokenAmounts,
      List<Uint256> fees,
      Uint256 invariant,
      Uint256 tokenSupply)
      implements CurveEvent {}

  /** Liquidity was added to a crypto pool. */
  record CryptoAddLiquidity(
      Address provider, List<Uint256> tokenAmounts, Uint256 fee, Uint256 tokenSupply)
      implements CurveEvent {}

  /** Liquidity was added to a crypto pool of the NG generation. */
  record CryptoAddLiquidityNg(
      Address provider,
      List<Uint256> tokenAmounts,
      Uint256 fee,
      Uint256 tokenSupply,
      Uint256 packedPriceScale)
      implements CurveEvent {}

  /** All coins were taken out of a StableSwap pool in its proportion. */
  record RemoveLiquidity(
      Address provider, List<Uint256> tokenAmounts, List<Uint256> fees, Uint256 tokenSupply)
      implements CurveEvent {}

  /** All coins were taken out of a crypto pool in its proportion. */
  record CryptoRemoveLiquidity(Address provider, List<Uint256> tokenAmounts, Uint256 tokenSupply)
      implements CurveEvent {}

  /** Coins were taken out of a StableSwap pool in another proportion. */
  record RemoveLiquidityImbalance(
      Address provider,
      List<Uint256> tokenAmounts,
      List<Uint256> fees,
      Uint256 invariant,
      Uint256 tokenSupply)
      implements CurveEvent {}

  /** One coin was taken out of a StableSwap pool of the first generation. */
  record RemoveLiquidityOne(Address provider, Uint256 tokenAmount, Uint256 coinAmount)
      implements CurveEvent {}

  /**
   * One coin was taken out. Two generations share this event: of a StableSwap pool {@code second}
   * is the coin's amount and {@code third} the supply, of a crypto pool they are the coin's index
   * and its amount.
   */
  record RemoveLiquidityOneOfThree(
      Address provider, Uint256 tokenAmount, Uint256 second, Uint256 third) implements CurveEvent {}

  /** One coin was taken out of a StableSwap pool of the NG generation. */
  record RemoveLiquidityOneNg(
      Address provider,
      Int256 tokenId,
      Uint256 tokenAmount,
      Uint256 coinAmount,
      Uint256 tokenSupply)
      implements CurveEvent {}

  /** One coin was taken out of a crypto pool of the NG generation. */
  record CryptoRemoveLiquidityOneNg(
      Address provider,
      Uint256 tokenAmount,
      Uint256 coinIndex,
      Uint256 coinAmount,
      Uint256 approxFee,
      Uint256 packedPriceScale)
      implements CurveEvent {}

  /** New terms of a StableSwap pool. */
  record NewParameters(Uint256 amplification, Uint256 fee, Uint256 adminFee)
      implements CurveEvent {}

  /** New fees of a StableSwap pool. */
  record NewFee(Uint256 fee, Uint256 adminFee) implements CurveEvent {}

  /** The amplification begins to move. */
  record RampA(Uint256 oldA, Uint256 newA, Uint256 initialTime, Uint256 futureTime)
      implements CurveEvent {}

  /** The amplification stays where it is. */
  record StopRampA(Uint256 amplification, Uint256 time) implements CurveEvent {}

  private static List<EventShape> shapes() {
    List<EventShape> shapes =
        new ArrayList<>(
            List.of(
                TOKEN_EXCHANGE,
                TOKEN_EXCHANGE_UNDERLYING,
                CRYPTO_EXCHANGE,
                CRYPTO_EXCHANGE_NG,
                REMOVE_LIQUIDITY_ONE,
                REMOVE_LIQUIDITY_ONE_OF_THREE,
                REMOVE_LIQUIDITY_ONE_NG,
                CRYPTO_REMOVE_LIQUIDITY_ONE_NG,
                NEW_PARAMETERS,
                NEW_FEE,
                RAMP_A,
                STOP_RAMP_A));
    shapes.addAll(CurveLiquidity.ofAnyNumber());
    for (int coins = 2; coins <= CurveLiquidity.MOST_COINS; coins++) {
      shapes.addAll(CurveLiquidity.of(coins));
    }
    return List.copyOf(shapes);
  }
}
