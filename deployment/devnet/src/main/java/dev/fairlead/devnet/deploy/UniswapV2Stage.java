package dev.fairlead.devnet.deploy;

import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.Hashes;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Uniswap V2 and its pairs. */
final class UniswapV2Stage {
  static final byte[] PAIR_INIT_CODE_HASH =
      JsonRpc.bytes("0x96e8ac4277198ff8b6f785478aa9a39f403cb768dd02cbee326c3e7da348845f");

  private UniswapV2Stage() {}

  static Deployment.UniswapV2 run(Deployer deployer, Deployment.Tokens tokens) {
    Address factory =
        deployer.create(
            deployer.artifacts().initCode("@uniswap/v2-core", "build/UniswapV2Factory.json"),
            Abi.encode("(address)", deployer.account()));
    Address router =
        deployer.create(
            deployer.artifacts().initCode("@uniswap/v2-periphery", "build/UniswapV2Router02.json"),
            Abi.encode("(address,address)", factory, tokens.weth().address()));
    deployer.approve(tokens.all(), router);
    List<Deployment.UniswapV2.Pair> pairs = new ArrayList<>();
    pairs.add(pair(deployer, factory, router, tokens.weth(), tokens.usdc(), 20_000_000));
    pairs.add(pair(deployer, factory, router, tokens.weth(), tokens.usdt(), 12_000_000));
    pairs.add(pair(deployer, factory, router, tokens.weth(), tokens.dai(), 6_000_000));
    pairs.add(pair(deployer, factory, router, tokens.wbtc(), tokens.weth(), 8_000_000));
    pairs.add(pair(deployer, factory, router, tokens.wbtc(), tokens.usdc(), 1_500_000));
    pairs.add(pair(deployer, factory, router, tokens.usdc(), tokens.usdt(), 5_000_000));
    pairs.add(pair(deployer, factory, router, tokens.usdc(), tokens.dai(), 2_000_000));
    return new Deployment.UniswapV2(factory, router, List.copyOf(pairs));
  }

  /** A pair with so many dollars on each side. */
  private static Deployment.UniswapV2.Pair pair(
      Deployer deployer, Address factory, Address router, Token one, Token other, long dollars) {
    BigInteger amountOne = Prices.worth(one, dollars);
    BigInteger amountOther = Prices.worth(other, dollars);
    deployer.call(
        router,
        "addLiquidity(address,address,uint256,uint256,uint256,uint256,address,uint256)",
        one.address(),
        other.address(),
        amountOne,
        amountOther,
        amountOne,
        amountOther,
        deployer.account(),
        Deployer.FOREVER);
    boolean inOrder = one.address().compareTo(other.address()) < 0;
    Token token0 = inOrder ? one : other;
    Token token1 = inOrder ? other : one;
    byte[] salt = Hashes.keccak(Abi.concat(token0.address().toArray(), token1.address().toArray()));
    return new Deployment.UniswapV2.Pair(
        Hashes.created2(factory, salt, PAIR_INIT_CODE_HASH), token0, token1);
  }
}
