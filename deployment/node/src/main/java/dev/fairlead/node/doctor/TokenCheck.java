package dev.fairlead.node.doctor;

import dev.fairlead.chain.abi.AbiReader;
import dev.fairlead.chain.abi.AbiWriter;
import dev.fairlead.chain.abi.Signature;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Uint256;
import dev.fairlead.node.config.ChainConfig;
import dev.fairlead.node.config.TokenConfig;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The tokens of a chain, and that one of them wraps its native coin. */
final class TokenCheck {
  private static final Signature DECIMALS = Signature.of("decimals()");
  private static final Signature SYMBOL = Signature.of("symbol()");
  private static final Signature TOTAL_SUPPLY = Signature.of("totalSupply()");
  private static final String BACKING = TOTAL_SUPPLY.toString();

  private final ChainConfig chain;
  private final String key;
  private final State state;
  private final Sheet sheet;

  TokenCheck(ChainConfig chain, String key, State state, Sheet sheet) {
    this.chain = chain;
    this.key = key;
    this.state = state;
    this.sheet = sheet;
  }

  void examine() {
    for (TokenConfig token : chain.tokens()) {
      if (token.isCoin()) {
        continue;
      }
      ContractCheck contract =
          new ContractCheck(
              token.address(),
              "token " + token.symbol(),
              key + ".tokens[" + token.symbol() + "].address",
              state,
              sheet);
      contract.examine(() -> {
        decimals(token, contract);
        symbol(token, contract);
        if (token.address().equals(chain.wrappedNative())) {
          backing(contract);
        } else {
          supply(contract);
        }
      });
    }
  }

  /** A wrong number of decimals makes every amount of the token a wrong one. */
  private static void decimals(TokenConfig token, ContractCheck contract) {
    var _ =
        contract.asks(
            DECIMALS, AbiReader::uint, ContractCheck.same(Uint256.of((long) token.decimals())));
  }

  /** A name is only a name: bridged tokens and renamed ones have others. */
  private void symbol(TokenConfig token, ContractCheck contract) {
    Optional<String> told =
        state.returned(contract.address(), AbiWriter.call(SYMBOL).toBytes()).map(TokenCheck::name);
    if (told.isPresent() && told.get().equals(token.symbol())) {
      contract.sheet().proved(SYMBOL.toString(), told.get());
    } else {
      contract
          .sheet()
          .notProved(
              SYMBOL.toString(),
              told.map(name -> "it calls itself " + name).orElse("it has no symbol")
                  + "; make sure that it is the "
                  + token.symbol()
                  + " that is meant");
    }
  }

  private static void supply(ContractCheck contract) {
    var _ =
        contract.asks(
            TOTAL_SUPPLY,
            AbiReader::uint,
            supply -> supply.isZero() ? Optional.of("nobody has any of it") : Optional.empty());
  }

  /** What wraps the native coin holds as much of it as it has given out. */
  private void backing(ContractCheck contract) {
    Optional<Uint256> supply =
        state.view(contract.address(), AbiWriter.call(TOTAL_SUPPLY).toBytes(), AbiReader::uint);
    Uint256 held = state.balance(contract.address()).value();
    if (supply.isEmpty()) {
      contract.sheet().wrong(BACKING, "it does not answer as a token does", contract.remedy());
    } else if (supply.get().isAtMost(held)) {
      contract.sheet().proved(BACKING, "backed by the native coin it holds: " + held + " wei");
    } else {
      contract
          .sheet()
          .wrong(
              BACKING,
              "it has given out %s but holds %s wei of the native coin"
                  .formatted(supply.get(), held),
              "correct " + key + ".wrapped-native: the contract that wraps this chain's coin");
    }
  }

  /** A string, or 32 bytes as the oldest tokens have it. */
  private static String name(Bytes data) {
    if (data.length() == Bytes32.LENGTH) {
      return new String(data.toArray(), StandardCharsets.UTF_8).replace("\0", "");
    }
    try {
      return AbiReader.of(data).text();
    } catch (IllegalArgumentException noText) {
      return data.toString();
    }
  }

  /** Whether an address is one of the chain's tokens. */
  static boolean isToken(ChainConfig chain, Address address) {
    return chain.tokens().stream().anyMatch(token -> token.address().equals(address));
  }
}
