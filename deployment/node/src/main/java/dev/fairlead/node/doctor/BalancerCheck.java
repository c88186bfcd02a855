package dev.fairlead.node.doctor;

import static dev.fairlead.node.doctor.ContractCheck.same;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Uint256;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.VenuesConfig;
import java.util.Optional;

/** Balancer's vaults, and the factories whose pools are taken. */
final class BalancerCheck {
  private static final Signature AUTHORIZER = Signature.of("getAuthorizer()");
  private static final Signature WETH = Signature.of("WETH()");
  private static final Signature PAUSED = Signature.of("getPausedState()");
  private static final Signature EXTENSION = Signature.of("getVaultExtension()");
  private static final Signature VAULT_PAUSED = Signature.of("isVaultPaused()");
  private static final Signature VAULT = Signature.of("getVault()");
  private static final Signature BUFFER = Signature.of("getBufferAsset(address)");
  private static final Signature ASSET = Signature.of("asset()");

  private final ChainConfig chain;
  private final String key;
  private final State state;
  private final Sheet sheet;

  BalancerCheck(ChainConfig chain, String key, State state, Sheet sheet) {
    this.chain = chain;
    this.key = key + ".venues";
    this.state = state;
    this.sheet = sheet;
  }

  void examine() {
    VenuesConfig.BalancerV2 second = chain.venues().balancerV2();
    if (second != null) {
      ContractCheck vault = vault(second.vault(), "Balancer V2 vault", ".balancer-v2.vault");
      vault.examine(() -> {
        var _ = vault.asks(AUTHORIZER, AbiReader::address, _ -> Optional.empty());
        var _ = vault.asks(WETH, AbiReader::address, same(chain.wrappedNative()));
        paused(vault, PAUSED);
      });
      for (VenuesConfig.Factory factory : second.factories()) {
        factory(factory.address(), "Balancer V2 factory", ".balancer-v2", second.vault());
      }
    }
    VenuesConfig.BalancerV3 third = chain.venues().balancerV3();
    if (third != null) {
      ContractCheck vault = vault(third.vault(), "Balancer V3 vault", ".balancer-v3.vault");
      vault.examine(() -> {
        var _ = vault.asks(EXTENSION, AbiReader::address, _ -> Optional.empty());
        paused(vault, VAULT_PAUSED);
      });
      for (VenuesConfig.V3FactoryConfig factory : third.factories()) {
        factory(factory.address(), "Balancer V3 factory", ".balancer-v3", third.vault());
      }
      if (third.router() != null) {
        ofVault(third.router(), "Balancer V3 router", ".balancer-v3.router", third.vault());
      }
      third.buffers().forEach(wrapped -> buffer(wrapped, third.vault()));
    }
  }

  /** What the Vault keeps for an ERC-4626 vault must be of that vault's own asset. */
  private void buffer(Address wrapped, Address vault) {
    ContractCheck contract =
        new ContractCheck(wrapped, "ERC-4626 vault", key + ".balancer-v3.buffers[]", state, sheet);
    contract.examine(() -> {
      Optional<Address> kept =
          state.view(vault, AbiWriter.call(BUFFER).address(wrapped).toBytes(), AbiReader::address);
      var _ =
          contract.asks(
              ASSET,
              AbiReader::address,
              asset ->
                  kept.equals(Optional.of(asset))
                      ? Optional.empty()
                      : Optional.of("the Vault keeps no buffer of it for its asset " + asset));
    });
  }

  private ContractCheck vault(Address address, String kind, String place) {
    return new ContractCheck(address, kind, key + place, state, sheet);
  }

  private void factory(Address address, String kind, String place, Address vault) {
    ofVault(address, kind, place + ".factories[].address", vault);
  }

  private void ofVault(Address address, String kind, String place, Address vault) {
    ContractCheck contract = new ContractCheck(address, kind, key + place, state, sheet);
    contract.examine(() -> {
      var _ = contract.asks(VAULT, AbiReader::address, same(vault));
    });
  }

  private void paused(ContractCheck vault, Signature question) {
    Optional<Uint256> paused =
        state.view(vault.address(), AbiWriter.call(question).toBytes(), AbiReader::uint);
    if (paused.isPresent() && paused.get().isZero()) {
      vault.sheet().proved(question.toString(), "it is not paused");
    } else {
      vault
          .sheet()
          .notProved(
              question.toString(),
              paused.isPresent() ? "it is paused: nothing trades there" : "it does not say");
    }
  }
}
