package dev.fairlead.node.doctor;

import static dev.fairlead.node.doctor.ContractCheck.same;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.chain.proof.Dialect;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.Uint256;
import dev.fairlead.node.Create2Site;
import dev.fairlead.venue.read.BlockReader;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Contracts at addresses that nobody configures: the same on all chains, or built into a chain. The
 * node does without those that are not there.
 */
final class KnownSiteCheck {
  private static final Address PERMIT_2 =
      Address.parse("0x000000000022D473030F116dDEE9F6B43aC78BA3");
  private static final Address OP_GAS_PRICE_ORACLE =
      Address.parse("0x420000000000000000000000000000000000000F");
  private static final Address ARB_GAS_INFO =
      Address.parse("0x000000000000000000000000000000000000006C");

  private static final Signature DOMAIN = Signature.of("DOMAIN_SEPARATOR()");
  private static final Signature CHAIN_ID = Signature.of("getChainId()");
  private static final Signature L1_BASE_FEE = Signature.of("l1BaseFee()");
  private static final Signature L1_FEE = Signature.of("getL1Fee(bytes)");
  private static final Signature ARB_PRICES = Signature.of("getPricesInWei()");

  private final ChainId chain;
  private final Dialect dialect;
  private final State state;
  private final Sheet sheet;

  KnownSiteCheck(ChainId chain, Dialect dialect, State state, Sheet sheet) {
    this.chain = chain;
    this.dialect = dialect;
    this.state = state;
    this.sheet = sheet;
  }

  void examine() {
    optional(
        PERMIT_2,
        "Permit2",
        "permits can't be used",
        (site, _) -> {
          var _ = site.asks(DOMAIN, AbiReader::word, same(permitDomain(chain)));
        });
    optional(BlockReader.MULTICALL3, "Multicall3", "view calls go one by one", this::multicall);
    optional(
        Create2Site.DEPLOYER,
        "deterministic deployer",
        "no executor can be deployed",
        this::deployer);
    switch (dialect) {
      case OP_STACK ->
          optional(
              OP_GAS_PRICE_ORACLE,
              "GasPriceOracle",
              "what publishing on Ethereum costs is not known",
              (site, _) -> {
                var _ = site.asks(L1_BASE_FEE, AbiReader::uint, KnownSiteCheck::positive);
                var _ =
                    site.asks(
                        L1_FEE.toString(),
                        AbiWriter.call(L1_FEE).bytes(Bytes.EMPTY).toBytes(),
                        AbiReader::uint,
                        _ -> Optional.empty());
              });
      case ARBITRUM ->
          optional(
              ARB_GAS_INFO,
              "ArbGasInfo",
              "what publishing on Ethereum costs is not known",
              (site, _) -> {
                var _ = site.asks(ARB_PRICES, AbiReader::uint, KnownSiteCheck::positive);
              });
      case ETHEREUM, POLYGON -> {}
    }
  }

  private void optional(
      Address address, String kind, String without, BiConsumer<ContractCheck, Bytes> proof) {
    ContractCheck site = ContractCheck.wellKnown(address, kind, without, state, sheet);
    site.examineIfThere(code -> proof.accept(site, code));
  }

  private void multicall(ContractCheck site, Bytes code) {
    var _ = site.asks(CHAIN_ID, AbiReader::uint, same(Uint256.of(chain.value())));
    if (BlockReader.isMulticall3(code)) {
      site.sheet().proved("known code", "view calls are packed into it");
    } else {
      site.sheet()
          .notProved("known code", "its code is not Multicall3's, so view calls go one by one");
    }
  }

  /** It takes what it deploys as its whole calldata, so that only its code can be compared. */
  private void deployer(ContractCheck site, Bytes code) {
    if (code.equals(Create2Site.DEPLOYER_CODE)) {
      site.sheet().proved("known code", "the deterministic deployer's");
    } else {
      site.sheet()
          .wrong(
              "known code",
              "another contract stands where the deterministic deployer should",
              "deploy no executor on this chain");
    }
  }

  private static Optional<String> positive(Uint256 number) {
    return number.isZero() ? Optional.of("it says 0") : Optional.empty();
  }

  /** EIP-712, with a name and without a version. */
  static Bytes32 permitDomain(ChainId chain) {
    return AbiWriter.tuple()
        .word(CodeHints.hash("EIP712Domain(string name,uint256 chainId,address verifyingContract)"))
        .word(CodeHints.hash("Permit2"))
        .uint(chain.value())
        .address(PERMIT_2)
        .toBytes()
        .keccak256();
  }
}
