package dev.fairlead.venue;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.balancer.curve.PoolCurve;
import dev.fairlead.venue.balancer.curve.StableCurve;
import dev.fairlead.venue.balancer.curve.WeightedCurve;
import dev.fairlead.venue.balancer.v2.BalancerV2Pool;
import dev.fairlead.venue.balancer.v3.BalancerV3Holding;
import dev.fairlead.venue.balancer.v3.BalancerV3Pool;
import dev.fairlead.venue.balancer.v3.BalancerV3Terms;
import dev.fairlead.venue.curve.crypto.CryptoPool;
import dev.fairlead.venue.curve.stableswap.CurveStableSwapPool;
import dev.fairlead.venue.erc4626.Erc4626Pool;
import dev.fairlead.venue.erc4626.ShareRate;
import dev.fairlead.venue.reference.PlainWalk;
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
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One quote of each protocol, the state after it included. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QuoteBenchmark {
  private static final Uint256 MILLION_18 = Uint256.of(10).pow(24);
  private static final Uint256 WEIGHT = Uint256.of(10).pow(17);
  private static final int SPACING = 60;

  private final Token a = token(1);
  private final Token b = token(2);
  private final Token c = token(3);
  private final Uint256 small = Uint256.of(10).pow(18);

  private final Pool v2 =
      new UniswapV2Pool(
          facts(20, a, b), PairFee.ofBasisPoints(30), MILLION_18, MILLION_18.times(Uint256.of(3)));
  private final Pool v3 = v3(55);
  private final SwapState concentrated = ((UniswapV3Pool) v3).state();
  private final NavigableMap<Integer, BigInteger> net = PlainWalk.net(concentrated.table());
  private final SwapFee fee = ((UniswapV3Pool) v3).terms().fee();
  private final Uint256 overTen = amountOver(10);
  private final Uint256 overFifty = amountOver(50);
  private final Pool curve =
      CurveStableSwapPool.plain(
          facts(20, a, b, c),
          Uint256.of(200_000),
          MILLION_18,
          MILLION_18.times(Uint256.of(2)),
          MILLION_18);
  private final Pool curveNg =
      CurveStableSwapPool.ng(
          facts(20, a, b, c),
          Uint256.of(200_000),
          Uint256.of(20_000_000_000L),
          MILLION_18,
          MILLION_18.times(Uint256.of(2)),
          MILLION_18);
  private final Pool twocrypto = CryptoPool.even(facts(20, a, b), MILLION_18);
  private final Pool tricrypto = CryptoPool.even(facts(20, a, b, c), MILLION_18);
  private final Pool weighted =
      BalancerV2Pool.weighted(
          facts(32, a, b),
          List.of(WEIGHT.times(Uint256.of(7)), WEIGHT.times(Uint256.of(3))),
          MILLION_18,
          MILLION_18);

  private final Pool weightedV3 =
      balancerV3(
          new WeightedCurve(
              List.of(WEIGHT.times(Uint256.of(7)), WEIGHT.times(Uint256.of(3))), true, true));
  private final Pool stableV3 =
      balancerV3(new StableCurve(Uint256.of(200_000), StableCurve.Generation.V3));
  private final Pool vault =
      new Erc4626Pool(
          facts(20, a, b),
          new ShareRate(MILLION_18, MILLION_18.minus(small), Uint256.ONE, Uint256.ONE),
          Uint256.MAX_VALUE);

  @Benchmark
  public Quote uniswapV2() {
    return v2.quoteExactIn(a, b, small);
  }

  @Benchmark
  public Quote uniswapV3InRange() {
    return v3.quoteExactIn(a, b, small);
  }

  @Benchmark
  public Quote uniswapV3InRangeUp() {
    return v3.quoteExactIn(b, a, small);
  }

  @Benchmark
  public Quote uniswapV3OverTenTicks() {
    return v3.quoteExactIn(a, b, overTen);
  }

  @Benchmark
  public Quote uniswapV3OverFiftyTicks() {
    return v3.quoteExactIn(a, b, overFifty);
  }

  /** The same in unlimited integers, nothing remembered. */
  @Benchmark
  public Optional<PlainWalk.End> uniswapV3OverTenTicksPlain() {
    return PlainWalk.walk(net, concentrated, SPACING, fee, true, true, overTen);
  }

  @Benchmark
  public Optional<PlainWalk.End> uniswapV3InRangePlain() {
    return PlainWalk.walk(net, concentrated, SPACING, fee, true, true, small);
  }

  @Benchmark
  public Quote curveThreeCoins() {
    return curve.quoteExactIn(a, b, small);
  }

  @Benchmark
  public Quote curveNgThreeCoins() {
    return curveNg.quoteExactIn(a, b, small);
  }

  @Benchmark
  public Quote twocryptoNg() {
    return twocrypto.quoteExactIn(a, b, small);
  }

  @Benchmark
  public Quote tricryptoNg() {
    return tricrypto.quoteExactIn(a, c, small);
  }

  @Benchmark
  public Quote balancerWeighted() {
    return weighted.quoteExactIn(a, b, small);
  }

  @Benchmark
  public Quote balancerV3Weighted() {
    return weightedV3.quoteExactIn(a, b, small);
  }

  @Benchmark
  public Quote balancerV3Stable() {
    return stableV3.quoteExactIn(a, b, small);
  }

  @Benchmark
  public Quote erc4626Deposit() {
    return vault.quoteExactIn(a, b, small);
  }

  /** Two tokens at the rate of one, of whose fees half leaves the pool. */
  private Pool balancerV3(PoolCurve curve) {
    Uint256 one = Uint256.of(10).pow(18);
    BalancerV3Holding holding =
        new BalancerV3Holding(Uint256.ONE, one, false, false, MILLION_18, MILLION_18);
    BalancerV3Terms terms =
        new BalancerV3Terms(
            Uint256.of(10).pow(15),
            one.dividedBy(Uint256.of(2)),
            Uint256.ZERO,
            Uint256.of(1_000_000),
            false,
            false,
            false,
            List.of());
    return new BalancerV3Pool(
        facts(20, a, b), Address.ZERO, curve, terms, List.of(holding, holding));
  }

  /**
   * Initialised ticks one spacing apart on both sides of price one, each with its own liquidity.
   */
  private Pool v3(int ticks) {
    TickTable table = TickTable.EMPTY;
    for (int i = 1; i <= ticks; i++) {
      BigInteger liquidity = BigInteger.TEN.pow(22).add(BigInteger.valueOf(i));
      table = table.adjusted(-i * SPACING, i * SPACING, liquidity);
    }
    SwapState state = SwapState.of(TickMath.sqrtPriceAt(7).plus(Uint256.ONE), 7, table);
    return new UniswapV3Pool(new V3Terms(facts(20, a, b), SwapFee.ofPips(3_000), SPACING), state);
  }

  /** An amount whose swap ends past so many initialised ticks. */
  private Uint256 amountOver(int ticks) {
    Uint256 target = TickMath.sqrtPriceAt(-ticks * SPACING - SPACING / 2);
    Uint256 amount = small;
    while (v3.quoteExactIn(a, b, amount) instanceof Quote.Filled filled
        && ((UniswapV3Pool) filled.after()).state().sqrtPrice().isGreaterThan(target)) {
      amount = amount.mulDivUp(Uint256.of(101), Uint256.of(100));
    }
    return amount;
  }

  private static PoolFacts facts(int keyLength, Token... tokens) {
    PoolId id =
        new PoolId(new ChainId(1), new VenueId("benchmark"), Bytes.wrap(new byte[keyLength]));
    return new PoolFacts(id, new ArrayList<>(List.of(tokens)), new Gas(100_000));
  }

  private static Token token(int number) {
    Address address = Address.of(Uint256.of(number).toBytes32(), 12, Address.LENGTH);
    return new Token(new ChainId(1), address, "T" + number, 18);
  }
}
