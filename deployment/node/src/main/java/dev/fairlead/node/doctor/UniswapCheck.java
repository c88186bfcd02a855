package dev.fairlead.node.doctor;

import static dev.fairlead.node.doctor.ContractCheck.same;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import dev.fairlead.node.Create2Site;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.TokenConfig;
import dev.fairlead.node.config.VenuesConfig;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;

/**
 * Uniswap's contracts and those of its forks. Where a factory shows a pool, the pool's address
 * proves the configured hash of the init code.
 */
final class UniswapCheck {
  private static final Signature PAIRS = Signature.of("allPairsLength()");
  private static final Signature PAIR = Signature.of("allPairs(uint256)");
  private static final Signature TOKEN_0 = Signature.of("token0()");
  private static final Signature TOKEN_1 = Signature.of("token1()");
  private static final Signature SPACING = Signature.of("feeAmountTickSpacing(uint24)");
  private static final Signature POOL = Signature.of("getPool(address,address,uint24)");
  private static final Signature STORED = Signature.of("extsload(bytes32)");
  private static final Signature OWNER = Signature.of("owner()");
  private static final Signature SUPPORTS = Signature.of("supportsInterface(bytes4)");
  private static final Bytes ERC_6909 = Bytes.parse("0x0f632fb3");
  private static final String INIT_CODE = "init-code-hash";
  private static final List<Integer> FEES = List.of(500, 3000, 10_000, 100);

  private final ChainConfig chain;
  private final String key;
  private final State state;
  private final Sheet sheet;

  UniswapCheck(ChainConfig chain, String key, State state, Sheet sheet) {
    this.chain = chain;
    this.key = key + ".venues";
    this.state = state;
    this.sheet = sheet;
  }

  void examine() {
    for (VenuesConfig.UniswapV2 venue : chain.venues().uniswapV2()) {
      ContractCheck factory =
          contract(venue.factory(), "Uniswap V2 factory", venue.name().toString());
      factory.examine(() -> v2(venue, factory));
    }
    for (VenuesConfig.UniswapV3 venue : chain.venues().uniswapV3()) {
      ContractCheck factory =
          contract(venue.factory(), "Uniswap V3 factory", venue.name().toString());
      factory.examine(() -> v3(venue, factory));
    }
    if (chain.venues().uniswapV4() != null) {
      ContractCheck manager =
          new ContractCheck(
              chain.venues().uniswapV4().poolManager(),
              "Uniswap V4 pool manager",
              key + ".uniswap-v4.pool-manager",
              state,
              sheet);
      manager.examine(() -> v4(manager));
    }
  }

  private ContractCheck contract(Address address, String kind, String venue) {
    return new ContractCheck(address, kind, key + " " + venue + ".factory", state, sheet);
  }

  private void v2(VenuesConfig.UniswapV2 venue, ContractCheck factory) {
    Optional<Uint256> pairs = factory.asks(PAIRS, AbiReader::uint, _ -> Optional.empty());
    if (pairs.isEmpty()) {
      return;
    }
    Optional<Address> pair =
        pairs.get().isZero()
            ? Optional.empty()
            : state.view(
                venue.factory(), AbiWriter.call(PAIR).uint(0).toBytes(), AbiReader::address);
    Optional<Address> token0 = pair.flatMap(at -> address(at, TOKEN_0));
    Optional<Address> token1 = pair.flatMap(at -> address(at, TOKEN_1));
    if (pair.isEmpty() || token0.isEmpty() || token1.isEmpty()) {
      factory.sheet().notProved(INIT_CODE, "the factory has no pair whose address could prove it");
      return;
    }
    ByteArrayOutputStream salt = new ByteArrayOutputStream();
    salt.writeBytes(token0.get().toArray());
    salt.writeBytes(token1.get().toArray());
    initCode(factory, venue.initCodeHash(), Bytes.wrap(salt.toByteArray()), pair.get());
  }

  private void v3(VenuesConfig.UniswapV3 venue, ContractCheck factory) {
    if (factory
        .asks(
            "feeAmountTickSpacing(3000)",
            AbiWriter.call(SPACING).uint(3000).toBytes(),
            AbiReader::uint,
            same(Uint256.of(60L)))
        .isEmpty()) {
      return;
    }
    List<Address> tokens =
        chain.tokens().stream()
            .filter(token -> !token.isCoin())
            .map(TokenConfig::address)
            .sorted()
            .toList();
    for (int i = 0; i < tokens.size(); i++) {
      for (Address other : tokens.subList(i + 1, tokens.size())) {
        for (int fee : FEES) {
          AbiWriter salt = AbiWriter.tuple().address(tokens.get(i)).address(other).uint(fee);
          Optional<Address> pool =
              state
                  .view(
                      venue.factory(),
                      AbiWriter.call(POOL).inline(salt).toBytes(),
                      AbiReader::address)
                  .filter(at -> !at.isZero());
          if (pool.isPresent()) {
            initCode(factory, venue.initCodeHash(), salt.toBytes(), pool.get());
            return;
          }
        }
      }
    }
    factory
        .sheet()
        .notProved(INIT_CODE, "the factory has no pool of the tokens whose address could prove it");
  }

  private static void initCode(ContractCheck factory, Bytes32 hash, Bytes salt, Address pool) {
    Address computed = Create2Site.address(factory.address(), salt.keccak256(), hash);
    if (computed.equals(pool)) {
      factory.sheet().proved(INIT_CODE, "pool " + pool + " stands where it says");
    } else {
      factory
          .sheet()
          .wrong(
              INIT_CODE,
              "pool %s should stand at %s by it".formatted(pool, computed),
              "give the venue the init-code-hash of this factory's own pools");
    }
  }

  /** The owner is the first word of its storage, so that what it shows can be checked. */
  private void v4(ContractCheck manager) {
    Optional<Address> owner = manager.asks(OWNER, AbiReader::address, _ -> Optional.empty());
    owner.ifPresent(known -> {
      var _ =
          manager.asks(
              "extsload(0) is its owner",
              AbiWriter.call(STORED).word(Bytes32.ZERO).toBytes(),
              AbiReader::address,
              same(known));
      var _ =
          manager.asks(
              "supportsInterface(ERC-6909)",
              AbiWriter.call(SUPPORTS).shortBytes(ERC_6909).toBytes(),
              AbiReader::bool,
              same(true));
    });
  }

  private Optional<Address> address(Address at, Signature function) {
    return state.view(at, AbiWriter.call(function).toBytes(), AbiReader::address);
  }
}
