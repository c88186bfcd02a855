package dev.fairlead.venue.file;

import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Token;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.intent.PoolId;
import dev.fairlead.model.intent.VenueId;
import dev.fairlead.venue.Market;
import dev.fairlead.venue.Pool;
import dev.fairlead.venue.PoolFacts;
import dev.fairlead.venue.SilencedPool;
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
import dev.fairlead.venue.uniswap.v4.PoolKey;
import dev.fairlead.venue.uniswap.v4.UniswapV4Pool;
import dev.fairlead.venue.uniswap.v4.V4Fees;
import dev.fairlead.venue.uniswap.v4.V4Terms;
import java.util.ArrayList;
import java.util.List;

/** A small market with a pool of each protocol: the one in {@code market-v1.json}. */
final class SampleMarket {
  static final ChainId CHAIN = new ChainId(1);
  static final BlockRef BLOCK =
      new BlockRef(
          new BlockNumber(21_000_000), new BlockHash(Bytes32.wrap(Uint256.of(7).toBytes32())));
  static final Token WETH = token(1, "WETH", 18);
  static final Token USDC = token(2, "USDC", 6);
  static final Token DAI = token(3, "D\"A\u0131", 18);

  private SampleMarket() {}

  static Market market() {
    return Market.of(
        BLOCK, List.of(pair(), concentrated(), ofManager(), curve(), balancer(), silenced()));
  }

  /** This many pairs of as many tokens and one. */
  static Market pairs(int count) {
    List<Pool> pools = new ArrayList<>();
    Token before = token(1_000, "T0", 18);
    for (int i = 1; i <= count; i++) {
      Token next = token(1_000 + i, "T" + i, 18);
      pools.add(
          new UniswapV2Pool(
              facts("uniswap-v2", 20, 1_000 + i, List.of(before, next)),
              PairFee.ofBasisPoints(30),
              Uint256.of(10).pow(18).times(Uint256.of(i)),
              Uint256.of(10).pow(20)));
      before = next;
    }
    return Market.of(BLOCK, pools);
  }

  private static Pool pair() {
    return new UniswapV2Pool(
        facts("sushiswap", 20, 11, List.of(WETH, USDC)),
        PairFee.ofBasisPoints(30),
        Uint256.of(10).pow(21),
        Uint256.of(3_000_000_000_000L));
  }

  private static Pool concentrated() {
    return new UniswapV3Pool(
        new V3Terms(facts("uniswap-v3", 20, 12, List.of(WETH, USDC)), SwapFee.ofPips(500), 10),
        state(-196_257));
  }

  private static Pool ofManager() {
    PoolFacts facts = facts("uniswap-v4", 32, 13, List.of(WETH, USDC));
    return new UniswapV4Pool(
        new V4Terms(facts, new PoolKey(Address.ZERO, USDC.address(), 3_000, 60, Address.ZERO)),
        V4Fees.of(3_000, 100 << 12 | 200),
        state(-196_300));
  }

  private static SwapState state(int tick) {
    TickTable table =
        TickTable.EMPTY
            .adjusted(-197_400, -195_000, Uint256.of(10).pow(17).toBigInteger())
            .adjusted(-196_800, -195_600, Uint256.of(10).pow(18).toBigInteger());
    return SwapState.of(TickMath.sqrtPriceAt(tick), tick, table);
  }

  private static Pool curve() {
    return CurveStableSwapPool.plain(
        facts("curve-stableswap", 20, 14, List.of(DAI, USDC)),
        Uint256.of(200_000),
        Uint256.of(10).pow(25),
        Uint256.of(9_500_000_000_000L));
  }

  private static Pool balancer() {
    return BalancerV2Pool.weighted(
        facts("balancer-v2", 32, 15, List.of(WETH, DAI)),
        List.of(Uint256.of(800_000_000_000_000_000L), Uint256.of(200_000_000_000_000_000L)),
        Uint256.of(10).pow(21),
        Uint256.of(10).pow(24));
  }

  private static Pool silenced() {
    Pool pair =
        new UniswapV2Pool(
            facts("uniswap-v2", 20, 16, List.of(WETH, DAI)),
            PairFee.ofBasisPoints(30),
            Uint256.of(5),
            Uint256.of(6));
    return new SilencedPool(pair, "switched off by an operator");
  }

  private static PoolFacts facts(String venue, int keyLength, int number, List<Token> tokens) {
    byte[] key = new byte[keyLength];
    System.arraycopy(Uint256.of(number).toBytes32(), 12, key, 0, 20);
    return new PoolFacts(
        new PoolId(CHAIN, new VenueId(venue), Bytes.wrap(key)), tokens, new Gas(90_000 + number));
  }

  private static Token token(int number, String symbol, int decimals) {
    byte[] word = Uint256.of(number).toBytes32();
    return new Token(CHAIN, Address.of(word, 12, Address.LENGTH), symbol, decimals);
  }
}
