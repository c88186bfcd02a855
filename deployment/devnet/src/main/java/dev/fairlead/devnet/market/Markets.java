package dev.fairlead.devnet.market;

import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** All pools of a deployment as markets, in the deployment's order. */
final class Markets {
  private static final BigInteger FOREVER = BigInteger.ONE.shiftLeft(47);
  private static final Address RECIPIENT = Wallet.MARKET_MAKER.address();
  private static final byte[] V4_SWAP = {0x10};
  private static final byte[] V4_ACTIONS = {0x06, 0x0c, 0x0f};

  private final Deployment deployment;

  Markets(Deployment deployment) {
    this.deployment = deployment;
  }

  List<Market> all() {
    List<Market> markets = new ArrayList<>();
    deployment.uniswapV2().pairs().forEach(p -> markets.add(uniswapV2(p)));
    deployment.uniswapV3().pools().forEach(p -> markets.add(uniswapV3(p)));
    deployment.uniswapV4().pools().forEach(p -> markets.add(uniswapV4(p)));
    deployment.balancerV2().pools().forEach(p -> markets.add(balancerV2(p)));
    List<Token> coins = deployment.curve().coins();
    for (int i = 1; i < coins.size(); i++) {
      markets.add(curve(coins.get(i - 1), coins.get(i)));
    }
    return List.copyOf(markets);
  }

  /** Who must be allowed to take the market maker's tokens. */
  List<Address> spenders() {
    return List.of(
        deployment.uniswapV2().router(),
        deployment.uniswapV3().router(),
        deployment.permit2(),
        deployment.balancerV2().vault(),
        deployment.curve().pool());
  }

  private Market uniswapV2(Deployment.UniswapV2.Pair pair) {
    return new Market(
        "Uniswap V2",
        pair.token0(),
        pair.token1(),
        (nonce, sold, bought, amount) ->
            Transaction.call(
                nonce,
                deployment.uniswapV2().router(),
                "swapExactTokensForTokens(uint256,uint256,address[],address,uint256)",
                amount,
                BigInteger.ZERO,
                List.of(sold.address(), bought.address()),
                RECIPIENT,
                FOREVER));
  }

  private Market uniswapV3(Deployment.UniswapV3.Pool pool) {
    return new Market(
        "Uniswap V3",
        pool.token0(),
        pool.token1(),
        (nonce, sold, bought, amount) ->
            Transaction.call(
                nonce,
                deployment.uniswapV3().router(),
                "exactInputSingle((address,address,uint24,address,uint256,uint256,uint160))",
                List.of(
                    sold.address(),
                    bought.address(),
                    pool.fee(),
                    RECIPIENT,
                    amount,
                    BigInteger.ZERO,
                    BigInteger.ZERO)));
  }

  private Market uniswapV4(Deployment.UniswapV4.Pool pool) {
    List<Object> key =
        List.of(
            pool.token0().address(),
            pool.token1().address(),
            pool.fee(),
            pool.tickSpacing(),
            Address.ZERO);
    return new Market(
        "Uniswap V4",
        pool.token0(),
        pool.token1(),
        (nonce, sold, bought, amount) -> uniswapV4(nonce, key, pool, sold, bought, amount));
  }

  private Transaction uniswapV4(
      long nonce,
      List<Object> key,
      Deployment.UniswapV4.Pool pool,
      Token sold,
      Token bought,
      BigInteger amount) {
    byte[] swap =
        Abi.encode(
            "(((address,address,uint24,int24,address),bool,uint128,uint128,bytes))",
            List.of(key, sold.equals(pool.token0()), amount, BigInteger.ZERO, new byte[0]));
    byte[] settle = Abi.encode("(address,uint256)", sold.address(), amount);
    byte[] take = Abi.encode("(address,uint256)", bought.address(), BigInteger.ZERO);
    byte[] input = Abi.encode("(bytes,bytes[])", V4_ACTIONS, List.of(swap, settle, take));
    return Transaction.call(
            nonce,
            deployment.uniswapV4().universalRouter(),
            "execute(bytes,bytes[],uint256)",
            V4_SWAP,
            List.of(input),
            FOREVER)
        .withValue(sold.address().isZero() ? amount : BigInteger.ZERO);
  }

  private Market balancerV2(Deployment.BalancerV2.Pool pool) {
    return new Market(
        "Balancer V2",
        pool.tokens().getFirst(),
        pool.tokens().getLast(),
        (nonce, sold, bought, amount) ->
            Transaction.call(
                nonce,
                deployment.balancerV2().vault(),
                "swap((bytes32,uint8,address,address,uint256,bytes),(address,bool,address,bool),uint256,uint256)",
                List.of(pool.id(), 0, sold.address(), bought.address(), amount, new byte[0]),
                List.of(RECIPIENT, false, RECIPIENT, false),
                BigInteger.ZERO,
                FOREVER));
  }

  private Market curve(Token one, Token other) {
    List<Token> coins = deployment.curve().coins();
    return new Market(
        "Curve",
        one,
        other,
        (nonce, sold, bought, amount) ->
            Transaction.call(
                nonce,
                deployment.curve().pool(),
                "exchange(int128,int128,uint256,uint256)",
                coins.indexOf(sold),
                coins.indexOf(bought),
                amount,
                BigInteger.ZERO));
  }
}
