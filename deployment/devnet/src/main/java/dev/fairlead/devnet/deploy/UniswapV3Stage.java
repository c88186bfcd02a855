package dev.fairlead.devnet.deploy;

import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.Hashes;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Uniswap V3 and its pools, each with liquidity over several ranges. */
final class UniswapV3Stage {
  static final byte[] POOL_INIT_CODE_HASH =
      JsonRpc.bytes("0xe34f199b19b2b4f47f68442619d555527d244f78a3297ea89325f843f87b8b54");
  private static final String CORE = "@uniswap/v3-core";
  private static final String PERIPHERY = "@uniswap/v3-periphery";
  private static final String ROUTERS = "@uniswap/swap-router-contracts";

  private final Deployer deployer;
  private final Deployment.Tokens tokens;

  private UniswapV3Stage(Deployer deployer, Deployment.Tokens tokens) {
    this.deployer = deployer;
    this.tokens = tokens;
  }

  static Deployment.UniswapV3 run(
      Deployer deployer, Deployment.Tokens tokens, Deployment.UniswapV2 v2) {
    return new UniswapV3Stage(deployer, tokens).run(v2);
  }

  private Deployment.UniswapV3 run(Deployment.UniswapV2 v2) {
    Address weth = tokens.weth().address();
    Address factory = create(CORE, "UniswapV3Factory.sol/UniswapV3Factory.json", new byte[0]);
    deployer.call(factory, "enableFeeAmount(uint24,int24)", 100, 1);
    Address library =
        create(PERIPHERY, "libraries/NFTDescriptor.sol/NFTDescriptor.json", new byte[0]);
    Address descriptor =
        deployer.create(
            deployer
                .artifacts()
                .initCode(
                    PERIPHERY,
                    "artifacts/contracts/NonfungibleTokenPositionDescriptor.sol/NonfungibleTokenPositionDescriptor.json",
                    library),
            Abi.encode("(address,bytes32)", weth, "ETH".getBytes(StandardCharsets.US_ASCII)));
    Address manager =
        create(
            PERIPHERY,
            "NonfungiblePositionManager.sol/NonfungiblePositionManager.json",
            Abi.encode("(address,address,address)", factory, weth, descriptor));
    Address tickLens = create(PERIPHERY, "lens/TickLens.sol/TickLens.json", new byte[0]);
    Address quoter =
        create(
            ROUTERS,
            "lens/QuoterV2.sol/QuoterV2.json",
            Abi.encode("(address,address)", factory, weth));
    Address router =
        create(
            ROUTERS,
            "SwapRouter02.sol/SwapRouter02.json",
            Abi.encode("(address,address,address,address)", v2.factory(), factory, manager, weth));
    deployer.approve(tokens.all(), manager);
    return new Deployment.UniswapV3(
        factory, manager, tickLens, quoter, router, pools(factory, manager));
  }

  private List<Deployment.UniswapV3.Pool> pools(Address factory, Address manager) {
    List<Deployment.UniswapV3.Pool> pools = new ArrayList<>();
    pools.add(pool(factory, manager, tokens.weth(), tokens.usdc(), 500, 40_000_000));
    pools.add(pool(factory, manager, tokens.weth(), tokens.usdc(), 3_000, 25_000_000));
    pools.add(pool(factory, manager, tokens.weth(), tokens.usdc(), 10_000, 2_000_000));
    pools.add(pool(factory, manager, tokens.weth(), tokens.usdt(), 500, 15_000_000));
    pools.add(pool(factory, manager, tokens.weth(), tokens.usdt(), 3_000, 18_000_000));
    pools.add(pool(factory, manager, tokens.weth(), tokens.dai(), 3_000, 5_000_000));
    pools.add(pool(factory, manager, tokens.wbtc(), tokens.weth(), 500, 20_000_000));
    pools.add(pool(factory, manager, tokens.wbtc(), tokens.weth(), 3_000, 30_000_000));
    pools.add(pool(factory, manager, tokens.wbtc(), tokens.usdc(), 3_000, 8_000_000));
    pools.add(pool(factory, manager, tokens.usdc(), tokens.usdt(), 100, 12_000_000));
    pools.add(pool(factory, manager, tokens.usdc(), tokens.dai(), 100, 10_000_000));
    return List.copyOf(pools);
  }

  private Deployment.UniswapV3.Pool pool(
      Address factory, Address manager, Token one, Token other, int fee, long dollars) {
    boolean inOrder = one.address().compareTo(other.address()) < 0;
    Token token0 = inOrder ? one : other;
    Token token1 = inOrder ? other : one;
    deployer.call(
        manager,
        "createAndInitializePoolIfNecessary(address,address,uint24,uint160)",
        token0.address(),
        token1.address(),
        fee,
        Prices.sqrtPriceX96(token0, token1));
    int spacing = fee == 100 ? 1 : fee / 50;
    for (Range range : Range.around(Prices.tick(token0, token1), spacing, fee == 100)) {
      mint(manager, token0, token1, fee, range, dollars);
    }
    byte[] salt =
        Hashes.keccak(
            Abi.encode("(address,address,uint24)", token0.address(), token1.address(), fee));
    return new Deployment.UniswapV3.Pool(
        Hashes.created2(factory, salt, POOL_INIT_CODE_HASH), token0, token1, fee, spacing);
  }

  private void mint(
      Address manager, Token token0, Token token1, int fee, Range range, long dollars) {
    long part = dollars * range.percent() / 100;
    deployer.call(
        manager,
        "mint((address,address,uint24,int24,int24,uint256,uint256,uint256,uint256,address,uint256))",
        List.of(
            token0.address(),
            token1.address(),
            fee,
            range.lower(),
            range.upper(),
            Prices.worth(token0, part),
            Prices.worth(token1, part),
            BigInteger.ZERO,
            BigInteger.ZERO,
            deployer.account(),
            Deployer.FOREVER));
  }

  private Address create(String npmPackage, String file, byte[] arguments) {
    return deployer.create(
        deployer.artifacts().initCode(npmPackage, "artifacts/contracts/" + file), arguments);
  }
}
