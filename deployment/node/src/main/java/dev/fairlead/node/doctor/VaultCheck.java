package dev.fairlead.node.doctor;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.VenuesConfig;
import java.util.Optional;

/** ERC-4626 vaults: the asset of each must be traded. */
final class VaultCheck {
  private static final Signature ASSET = Signature.of("asset()");
  private static final Signature ASSETS = Signature.of("totalAssets()");

  private final ChainConfig chain;
  private final String key;
  private final State state;
  private final Sheet sheet;

  VaultCheck(ChainConfig chain, String key, State state, Sheet sheet) {
    this.chain = chain;
    this.key = key;
    this.state = state;
    this.sheet = sheet;
  }

  void examine() {
    VenuesConfig.Erc4626 venue = chain.venues().erc4626();
    if (venue == null) {
      return;
    }
    for (Address vault : venue.vaults()) {
      ContractCheck contract =
          new ContractCheck(
              vault, "ERC-4626 vault", key + ".venues.erc4626.vaults[]", state, sheet);
      contract.examine(() -> {
        var _ = contract.asks(ASSET, AbiReader::address, this::isTraded);
        var _ = contract.asks(ASSETS, AbiReader::uint, _ -> Optional.empty());
      });
    }
  }

  private Optional<String> isTraded(Address asset) {
    return TokenCheck.isToken(chain, asset)
        ? Optional.empty()
        : Optional.of("its asset " + asset + " is none of " + key + ".tokens");
  }
}
