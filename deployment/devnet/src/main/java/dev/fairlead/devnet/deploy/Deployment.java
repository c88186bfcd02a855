package dev.fairlead.devnet.deploy;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
import java.math.BigInteger;
import java.util.List;

/**
 * What stands on a devnet chain, and where.
 *
 * <p>The same on every start: all contracts come from one key in one order. Two tokens of a pool
 * are in the pool's order.
 */
public record Deployment(
    ChainId chain,
    Tokens tokens,
    Address permit2,
    Address multicall3,
    UniswapV2 uniswapV2,
    UniswapV3 uniswapV3,
    UniswapV4 uniswapV4,
    BalancerV2 balancerV2,
    Curve curve) {
  /**
   * The tokens. Wrapped ether stands where it stands on the real chain.
   *
   * @param susd a fourth stable coin, for Curve's pool
   */
  public record Tokens(Token weth, Token usdc, Token usdt, Token wbtc, Token dai, Token susd) {
    /** All of them. */
    public List<Token> all() {
      return List.of(weth, usdc, usdt, wbtc, dai, susd);
    }
  }

  /** Uniswap V2 with its pairs; the fee is 0.3 %. */
  public record UniswapV2(Address factory, Address router, List<Pair> pairs) {
    /** One pair. */
    public record Pair(Address address, Token token0, Token token1) {}

    /** The pair of two tokens in any order. */
    public Pair pair(Token one, Token other) {
      return pairs.stream()
          .filter(p -> List.of(p.token0, p.token1).containsAll(List.of(one, other)))
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * Uniswap V3 with its pools.
   *
   * @param router SwapRouter02
   * @param quoter QuoterV2
   */
  public record UniswapV3(
      Address factory,
      Address positionManager,
      Address tickLens,
      Address quoter,
      Address router,
      List<UniswapV3.Pool> pools) {
    /**
     * One pool.
     *
     * @param fee in millionths
     */
    public record Pool(Address address, Token token0, Token token1, int fee, int tickSpacing) {}

    /** The pool of two tokens in any order at a fee. */
    public UniswapV3.Pool pool(Token one, Token other, int fee) {
      return pools.stream()
          .filter(p -> p.fee == fee)
          .filter(p -> List.of(p.token0, p.token1).containsAll(List.of(one, other)))
          .findFirst()
          .orElseThrow();
    }
  }

  /**
   * Uniswap V4 with its pools, all in one contract.
   *
   * @param universalRouter routes over V2, V3 and V4
   */
  public record UniswapV4(
      Address poolManager,
      Address positionManager,
      Address quoter,
      Address stateView,
      Address universalRouter,
      List<UniswapV4.Pool> pools) {
    /**
     * One pool, without hooks. Native ether is a token at the zero address.
     *
     * @param id the hash of the pool's key
     * @param fee in millionths
     */
    public record Pool(Bytes32 id, Token token0, Token token1, int fee, int tickSpacing) {}
  }

  /**
   * Balancer V2 with its pools, whose tokens are all in the vault; each factory announces the pools
   * that it made.
   */
  public record BalancerV2(
      Address vault,
      Address queries,
      Address weightedFactory,
      Address stableFactory,
      Address composableStableFactory,
      List<BalancerV2.Pool> pools) {
    /** How a pool prices. */
    public enum Kind {
      /** By weights. */
      WEIGHTED,
      /** By the stable invariant. */
      STABLE,
      /** By the stable invariant, its own share being one of its tokens. */
      COMPOSABLE_STABLE
    }

    /**
     * One pool.
     *
     * @param tokens in the vault's order, the pool's own share left out
     * @param fee in units of 1e-18
     */
    public record Pool(
        Bytes32 id, Address address, Kind kind, List<Token> tokens, BigInteger fee) {}
  }

  /**
   * The real Curve StableSwap of the sUSD pool: {@code coins(int128)}, and {@code exchange} returns
   * nothing.
   *
   * @param coins in the pool's order
   */
  public record Curve(Address pool, Address share, List<Token> coins) {}
}
