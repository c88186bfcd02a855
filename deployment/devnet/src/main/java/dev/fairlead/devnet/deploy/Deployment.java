package dev.fairlead.devnet.deploy;

import dev.fairlead.model.Address;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Token;
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
    UniswapV3 uniswapV3) {
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
      List<Pool> pools) {
    /**
     * One pool.
     *
     * @param fee in millionths
     */
    public record Pool(Address address, Token token0, Token token1, int fee, int tickSpacing) {}

    /** The pool of two tokens in any order at a fee. */
    public Pool pool(Token one, Token other, int fee) {
      return pools.stream()
          .filter(p -> p.fee == fee)
          .filter(p -> List.of(p.token0, p.token1).containsAll(List.of(one, other)))
          .findFirst()
          .orElseThrow();
    }
  }
}
