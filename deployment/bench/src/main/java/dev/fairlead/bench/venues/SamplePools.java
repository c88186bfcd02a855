package dev.fairlead.bench.venues;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.balancer.v2.BalancerV2Pool;
import dev.fairlead.venue.curve.crypto.CryptoPool;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapPool;
import dev.fairlead.venue.uniswap.concentrated.SwapFee;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.TickMath;
import dev.fairlead.venue.uniswap.concentrated.TickTable;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import dev.fairlead.venue.uniswap.v3.UniswapV3Pool;
import dev.fairlead.venue.uniswap.v3.V3Terms;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** One pool of each kind, in round numbers. */
final class SamplePools {
  static final ChainId CHAIN = new ChainId(1);
  static final int SPACING = 60;
  static final Uint256 ONE_18 = Uint256.of(10).pow(18);

  /** A million tokens. */
  static final Uint256 DEPTH = Uint256.of(10).pow(24);

  static final Gas GAS = new Gas(100_000);
  private static final int FEE_PIPS = 3_000;

  private SamplePools() {}

  static UniswapV2Pool pair(PoolFacts facts, Uint256 depth) {
    return new UniswapV2Pool(facts, PairFee.ofBasisPoints(30), depth, depth.times(Uint256.of(3)));
  }

  /**
   * Initialised ticks one spacing apart on both sides of price one, each with its own liquidity: a
   * hundredth of the depth and more.
   */
  static UniswapV3Pool concentrated(PoolFacts facts, int ticksOfASide, Uint256 depth) {
    BigInteger least = depth.dividedBy(Uint256.of(100)).toBigInteger();
    List<TickTable.Tick> ticks = new ArrayList<>();
    for (int i = -ticksOfASide; i <= ticksOfASide; i++) {
      if (i != 0) {
        BigInteger liquidity = least.add(BigInteger.valueOf(Math.abs(i)));
        ticks.add(
            new TickTable.Tick(i * SPACING, liquidity, i < 0 ? liquidity : liquidity.negate()));
      }
    }
    SwapState state =
        SwapState.of(TickMath.sqrtPriceAt(7).plus(Uint256.ONE), 7, TickTable.of(ticks));
    return new UniswapV3Pool(new V3Terms(facts, SwapFee.ofPips(FEE_PIPS), SPACING), state);
  }

  static CurveStableSwapPool stable(PoolFacts facts, Uint256 depth) {
    return CurveStableSwapPool.plain(
        facts, Uint256.of(200_000), depth, depth.times(Uint256.of(2)), depth);
  }

  static CryptoPool tricrypto(PoolFacts facts, Uint256 depth) {
    return CryptoPool.even(facts, depth);
  }

  static BalancerV2Pool weighted(PoolFacts facts, Uint256 depth) {
    Uint256 tenth = Uint256.of(10).pow(17);
    return BalancerV2Pool.weighted(
        facts, List.of(tenth.times(Uint256.of(7)), tenth.times(Uint256.of(3))), depth, depth);
  }

  /** The facts of a pool at an address that is its number. */
  static PoolFacts facts(String venue, int number, List<Token> tokens) {
    Bytes key = Bytes.wrap(address(number).toArray());
    return new PoolFacts(new PoolId(CHAIN, new VenueId(venue), key), tokens, GAS);
  }

  /** Facts whose key has 32 bytes, as Balancer's pools do. */
  static PoolFacts longFacts(String venue, int number, List<Token> tokens) {
    Bytes key = Bytes.wrap(Uint256.of(number).shiftLeft(96).toBytes32());
    return new PoolFacts(new PoolId(CHAIN, new VenueId(venue), key), tokens, GAS);
  }

  static Token token(int number) {
    return new Token(CHAIN, address(number), "T" + number, 18);
  }

  private static Address address(int number) {
    return Address.of(Uint256.of(number).toBytes32(), 12, Address.LENGTH);
  }
}
