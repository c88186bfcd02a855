package dev.fairlead.devnet.deploy;

import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.Hashes;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Token;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Uniswap V4, its pools, and the Universal Router. */
final class UniswapV4Stage {
  private static final String PERIPHERY = "@uniswap/v4-periphery";
  private static final String KEY = "(address,address,uint24,int24,address)";
  private static final BigInteger MAX_128 = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
  private static final BigInteger MAX_160 = BigInteger.ONE.shiftLeft(160).subtract(BigInteger.ONE);
  private static final byte MINT_POSITION = 0x02;
  private static final byte SETTLE_PAIR = 0x0d;
  private static final byte SWEEP = 0x14;
  private static final int UNSUBSCRIBE_GAS = 300_000;

  private final Deployer deployer;
  private final Deployment.Tokens tokens;

  private UniswapV4Stage(Deployer deployer, Deployment.Tokens tokens) {
    this.deployer = deployer;
    this.tokens = tokens;
  }

  static Deployment.UniswapV4 run(
      Deployer deployer,
      Deployment.Tokens tokens,
      Deployment.UniswapV2 v2,
      Deployment.UniswapV3 v3) {
    return new UniswapV4Stage(deployer, tokens).run(v2, v3);
  }

  private Deployment.UniswapV4 run(Deployment.UniswapV2 v2, Deployment.UniswapV3 v3) {
    Address weth = tokens.weth().address();
    Address pools =
        deployer.create(
            deployer
                .artifacts()
                .initCode("@uniswap/v4-core", "out/PoolManager.sol/PoolManager.json"),
            Abi.encode("(address)", deployer.account()));
    byte[] label = "ETH".getBytes(StandardCharsets.US_ASCII);
    Address descriptor =
        create("PositionDescriptor", Abi.encode("(address,address,bytes32)", pools, weth, label));
    Address positions =
        create(
            "PositionManager",
            Abi.encode(
                "(address,address,uint256,address,address)",
                pools,
                TokensStage.PERMIT2,
                UNSUBSCRIBE_GAS,
                descriptor,
                weth));
    Address quoter = create("V4Quoter", Abi.encode("(address)", pools));
    Address stateView = create("StateView", Abi.encode("(address)", pools));
    Address router = universalRouter(v2, v3, pools, positions);
    deployer.approve(tokens.all(), TokensStage.PERMIT2);
    for (Token token : tokens.all()) {
      deployer.call(
          TokensStage.PERMIT2,
          "approve(address,address,uint160,uint48)",
          token.address(),
          positions,
          MAX_160,
          Deployer.FOREVER);
    }
    return new Deployment.UniswapV4(
        pools, positions, quoter, stateView, router, pools(pools, positions));
  }

  private Address universalRouter(
      Deployment.UniswapV2 v2, Deployment.UniswapV3 v3, Address pools, Address positions) {
    byte[] code =
        deployer
            .artifacts()
            .initCode(
                "@uniswap/universal-router",
                "artifacts/contracts/UniversalRouter.sol/UniversalRouter.json");
    return deployer.create(
        code,
        Abi.encode(
            "((address,address,address,address,bytes32,bytes32,address,address,address,address))",
            List.of(
                TokensStage.PERMIT2,
                tokens.weth().address(),
                v2.factory(),
                v3.factory(),
                UniswapV2Stage.PAIR_INIT_CODE_HASH,
                UniswapV3Stage.POOL_INIT_CODE_HASH,
                pools,
                v3.positionManager(),
                positions,
                Address.ZERO)));
  }

  private Address create(String name, byte[] arguments) {
    return deployer.create(
        deployer.artifacts().initCode(PERIPHERY, "foundry-out/" + name + ".sol/" + name + ".json"),
        arguments);
  }

  private List<Deployment.UniswapV4.Pool> pools(Address pools, Address positions) {
    Token ether = new Token(tokens.weth().chain(), Address.ZERO, "ETH", 18);
    List<Deployment.UniswapV4.Pool> made = new ArrayList<>();
    made.add(pool(pools, positions, ether, tokens.usdc(), 500, 10, 30_000_000));
    made.add(pool(pools, positions, ether, tokens.usdc(), 3_000, 60, 10_000_000));
    made.add(pool(pools, positions, ether, tokens.wbtc(), 3_000, 60, 6_000_000));
    made.add(pool(pools, positions, tokens.weth(), tokens.usdt(), 500, 10, 7_000_000));
    made.add(pool(pools, positions, tokens.wbtc(), tokens.usdc(), 3_000, 60, 9_000_000));
    made.add(pool(pools, positions, tokens.usdc(), tokens.usdt(), 50, 1, 15_000_000));
    made.add(pool(pools, positions, tokens.usdc(), tokens.dai(), 100, 1, 6_000_000));
    return List.copyOf(made);
  }

  private Deployment.UniswapV4.Pool pool(
      Address pools,
      Address positions,
      Token one,
      Token other,
      int fee,
      int spacing,
      long dollars) {
    boolean inOrder = one.address().compareTo(other.address()) < 0;
    Token token0 = inOrder ? one : other;
    Token token1 = inOrder ? other : one;
    List<Object> key = List.of(token0.address(), token1.address(), fee, spacing, Address.ZERO);
    deployer.call(
        pools,
        "initialize((address,address,uint24,int24,address),uint160)",
        key,
        Prices.sqrtPriceX96(token0, token1));
    for (Range range : Range.around(Prices.tick(token0, token1), spacing, fee <= 100)) {
      mint(positions, token0, token1, key, range, dollars * range.percent() / 100);
    }
    Bytes32 id = Bytes32.of(Hashes.keccak(Abi.encode("(" + KEY + ")", key)));
    return new Deployment.UniswapV4.Pool(id, token0, token1, fee, spacing);
  }

  private void mint(
      Address positions, Token token0, Token token1, List<Object> key, Range range, long dollars) {
    BigInteger amount0 = Prices.worth(token0, dollars);
    BigInteger amount1 = Prices.worth(token1, dollars);
    byte[] mint =
        Abi.encode(
            "(" + KEY + ",int24,int24,uint256,uint128,uint128,address,bytes)",
            key,
            range.lower(),
            range.upper(),
            Prices.liquidity(token0, token1, range, amount0, amount1),
            MAX_128,
            MAX_128,
            deployer.account(),
            new byte[0]);
    byte[] settle = Abi.encode("(address,address)", token0.address(), token1.address());
    byte[] sweep = Abi.encode("(address,address)", token0.address(), deployer.account());
    byte[] actions = {MINT_POSITION, SETTLE_PAIR, SWEEP};
    BigInteger ether =
        token0.address().isZero() ? amount0.add(amount0.shiftRight(6)) : BigInteger.ZERO;
    deployer.callWithValue(
        ether,
        positions,
        "modifyLiquidities(bytes,uint256)",
        Abi.encode("(bytes,bytes[])", actions, List.of(mint, settle, sweep)),
        Deployer.FOREVER);
  }
}
