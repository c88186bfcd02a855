package dev.fairlead.node;

import dev.fairlead.model.Address;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.VenuesConfig;
import dev.fairlead.venue.executor.ExecutorArtifact;
import dev.fairlead.venue.executor.ExecutorDeployment;

/** Where an account's executor stands on a chain: its owner is part of its code. */
public final class ExecutorSite {
  private ExecutorSite() {}

  /** The site of an account on a chain as configured. */
  public static Create2Site of(Address account, ChainConfig chain) {
    VenuesConfig venues = chain.venues();
    ExecutorDeployment deployment =
        new ExecutorDeployment(
            account,
            chain.wrappedNative(),
            venues.uniswapV4() == null ? Address.ZERO : venues.uniswapV4().poolManager(),
            venues.balancerV2() == null ? Address.ZERO : venues.balancerV2().vault());
    ExecutorArtifact artifact = ExecutorArtifact.load();
    return new Create2Site(
        "executor", artifact.creationCode(deployment), artifact.runtimeCode(deployment));
  }
}
