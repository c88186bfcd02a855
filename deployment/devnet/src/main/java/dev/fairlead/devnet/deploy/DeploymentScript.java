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
    return new Deployment(
        anvil.chain(), tokens, TokensStage.PERMIT2, TokensStage.MULTICALL3, v2, v3);
  }
}
