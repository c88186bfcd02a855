package dev.fairlead.devnet.deploy;

import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.parts.Parts;

/** Puts everything onto an empty chain. */
public final class DeploymentScript {
  private DeploymentScript() {}

  /** Deploys; the chain must be empty and mine a block for each transaction. */
  public static Deployment run(Anvil anvil, Parts parts) {
    Deployer deployer = new Deployer(anvil, new Artifacts(parts));
    anvil.control().setTimeBetweenBlocks(1);
    Deployment.Tokens tokens = TokensStage.run(deployer);
    Deployment.UniswapV2 v2 = UniswapV2Stage.run(deployer, tokens);
    Deployment.UniswapV3 v3 = UniswapV3Stage.run(deployer, tokens, v2);
    Deployment.UniswapV4 v4 = UniswapV4Stage.run(deployer, tokens, v2, v3);
    Deployment.BalancerV2 balancer = BalancerV2Stage.run(deployer, tokens);
    Deployment.Curve curve = CurveStage.run(deployer, tokens);
    return new Deployment(
        anvil.chain(),
        tokens,
        TokensStage.PERMIT2,
        TokensStage.MULTICALL3,
        v2,
        v3,
        v4,
        balancer,
        curve);
  }
}
