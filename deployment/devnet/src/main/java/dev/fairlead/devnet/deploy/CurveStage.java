package dev.fairlead.devnet.deploy;

import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import java.math.BigInteger;
import java.util.List;

/** Curve's StableSwap as the sUSD pool runs it, whose code fixes 18, 6, 6 and 18 decimals. */
final class CurveStage {
  private static final String PACKAGE = "@setprotocol/set-protocol-v2";
  private static final int AMPLIFICATION = 256;
  private static final int FEE = 4_000_000;

  private CurveStage() {}

  static Deployment.Curve run(Deployer deployer, Deployment.Tokens tokens) {
    List<Token> coins = List.of(tokens.dai(), tokens.usdc(), tokens.usdt(), tokens.susd());
    List<Address> addresses = coins.stream().map(Token::address).toList();
    Address share =
        deployer.create(
            deployer.artifacts().initCode(PACKAGE, "external/abi/curve/CurvePoolERC20.json"),
            Abi.encode(
                "(string,string,uint256,uint256)",
                "Curve.fi DAI/USDC/USDT/sUSD",
                "crvPlain3andSUSD",
                18,
                0));
    Address pool =
        deployer.create(
            deployer.artifacts().initCode(PACKAGE, "external/abi/curve/Stableswap.json"),
            Abi.encode(
                "(address[4],address[4],address,uint256,uint256)",
                addresses,
                addresses,
                share,
                AMPLIFICATION,
                FEE));
    deployer.call(share, "set_minter(address)", pool);
    deployer.approve(coins, pool);
    List<BigInteger> amounts = coins.stream().map(c -> Prices.worth(c, 10_000_000)).toList();
    deployer.call(pool, "add_liquidity(uint256[4],uint256)", amounts, 0);
    return new Deployment.Curve(pool, share, coins);
  }
}
