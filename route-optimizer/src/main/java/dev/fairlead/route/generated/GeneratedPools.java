package dev.fairlead.route.generated;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.balancer.v2.BalancerV2Pool;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapPool;
import dev.fairlead.venue.uniswap.concentrated.SwapFee;
import dev.fairlead.venue.uniswap.concentrated.SwapState;
import dev.fairlead.venue.uniswap.concentrated.TickMath;
import dev.fairlead.venue.uniswap.concentrated.TickTable;
import dev.fairlead.venue.uniswap.v2.PairFee;
import dev.fairlead.venue.uniswap.v2.UniswapV2Pool;
import dev.fairlead.venue.uniswap.v3.UniswapV3Pool;
import dev.fairlead.venue.uniswap.v3.V3Terms;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes the pool of one number, of any protocol, from what it holds. */
public final class GeneratedPools {
  /** Of a constant product; others take more. */
  public static final long HOP_GAS = 87_000;

  private static final int SPACING = 60;

  private final ChainId chain;
  private final int number;

  public GeneratedPools(ChainId chain, int number) {
    this.chain = chain;
    this.number = number;
  }

  public Pool constantProduct(
      Token token0, Token token1, Uint256 reserve0, Uint256 reserve1, int basisPoints) {
    PoolFacts facts =
        facts(basisPoints == 30 ? "uniswap-v2" : "pancake-v2", HOP_GAS, token0, token1);
    return new UniswapV2Pool(facts, PairFee.ofBasisPoints(basisPoints), reserve0, reserve1);
  }

  /**
   * A tenth of the value over a hundredth to the hundredfold of the price, the rest in equal parts
   * within about 10 % and 2 % of it.
   */
  public Pool concentrated(
      Token token0, Token token1, Uint256 reserve0, Uint256 reserve1, int pips) {
    double price = reserve1.toDouble() / reserve0.toDouble();
    Uint256 sqrtPrice = Uint256.of(whole(Math.sqrt(price) * 0x1p96));
    int tick = TickMath.tickAt(sqrtPrice);
    double wide = Math.sqrt(reserve0.toDouble() * reserve1.toDouble());
    TreeMap<Integer, BigInteger> net = new TreeMap<>();
    position(net, tick, 46_080, 0.1 * wide);
    position(net, tick, 960, 4 * wide);
    position(net, tick, 180, 10 * wide);
    List<TickTable.Tick> ticks =
        net.entrySet().stream()
            .map(at -> new TickTable.Tick(at.getKey(), at.getValue().abs(), at.getValue()))
            .toList();
    V3Terms terms =
        new V3Terms(
            facts("uniswap-v3", HOP_GAS + 30_000, token0, token1), SwapFee.ofPips(pips), SPACING);
    return new UniswapV3Pool(terms, SwapState.of(sqrtPrice, tick, TickTable.of(ticks)));
  }

  private static void position(
      Map<Integer, BigInteger> net, int tick, int halfWidth, double liquidity) {
    int middle = Math.floorDiv(tick, SPACING) * SPACING;
    BigInteger amount = whole(liquidity);
    net.put(middle - halfWidth, amount);
    net.put(middle + halfWidth, amount.negate());
  }

  private static BigInteger whole(double x) {
    return new BigDecimal(x).toBigInteger();
  }

  /** 80 to 20, at 0.3 %. */
  public Pool weighted(Token token0, Token token1, Uint256 heavy, Uint256 light) {
    return weighted(
        List.of(token0, token1),
        List.of(Uint256.of(800_000_000_000_000_000L), Uint256.of(200_000_000_000_000_000L)),
        heavy,
        light);
  }

  /** At 0.3 %; the weights, in 18 decimals, add up to one. */
  public Pool weighted(List<Token> tokens, List<Uint256> weights, Uint256... balances) {
    return BalancerV2Pool.weighted(
        facts("balancer-v2", Bytes32.LENGTH, HOP_GAS + 20_000, tokens.toArray(Token[]::new)),
        weights,
        balances);
  }

  /** At 0.04 %. */
  public Pool stable(List<Token> coins, Uint256... balances) {
    return CurveStableSwapPool.plain(
        facts("curve", HOP_GAS + 40_000, coins.toArray(Token[]::new)), Uint256.of(200), balances);
  }

  private PoolFacts facts(String venue, long gas, Token... tokens) {
    return facts(venue, Address.LENGTH, gas, tokens);
  }

  private PoolFacts facts(String venue, int keyLength, long gas, Token... tokens) {
    byte[] key = new byte[keyLength];
    key[0] = 1;
    key[keyLength - 3] = (byte) (number >> 16);
    key[keyLength - 2] = (byte) (number >> 8);
    key[keyLength - 1] = (byte) number;
    return new PoolFacts(
        new PoolId(chain, new VenueId(venue), Bytes.of(key)), List.of(tokens), new Gas(gas));
  }
}
