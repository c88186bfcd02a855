package dev.fairlead.node.doctor;

import dev.fairlead.devnet.Devnet;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.deploy.Deployment;
import dev.fairlead.event.LogDatabase;
import dev.fairlead.node.NodeFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A configuration that names all that stands on a devnet. */
final class DoctorFiles {
  private DoctorFiles() {}

  /** Writes the wallet's key beside it; returns the configuration's text. */
  static String everyVenue(Path directory, Wallet wallet, Devnet devnet, LogDatabase database)
      throws IOException {
    Deployment deployment = devnet.chain().deployment();
    Path file =
        NodeFiles.write(
            directory,
            wallet,
            devnet.chain(),
            database,
            devnet.chain().http(),
            devnet.relay().url());
    return Files.readString(file)
        + """
              uniswap-v4: {pool-manager: "%s", quoter: "%s", router: "%s"}
              curve: {pools: [{address: "%s", generation: first}]}
              balancer-v2:
                vault: "%s"
                factories:
                  - {address: "%s", kind: weighted}
                  - {address: "%s", kind: stable-v1}
        """
            .formatted(
                deployment.uniswapV4().poolManager(),
                deployment.uniswapV4().quoter(),
                deployment.uniswapV4().universalRouter(),
                deployment.curve().pool(),
                deployment.balancerV2().vault(),
                deployment.balancerV2().weightedFactory(),
                deployment.balancerV2().stableFactory());
  }
}
