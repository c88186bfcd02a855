package dev.fairlead.devnet.deploy;

import dev.fairlead.devnet.anvil.Anvil;
import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.devnet.anvil.Wallet;
import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.devnet.rpc.Hashes;
import dev.fairlead.model.Address;
import dev.fairlead.model.Token;
import java.math.BigInteger;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Sends the deployment's transactions one after the other, each in a block of its own, so that
 * every address, block and log comes out the same each time.
 */
final class Deployer {
  static final BigInteger MAX_256 = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
  static final BigInteger FOREVER = BigInteger.ONE.shiftLeft(47);
  private static final Wallet WALLET = Wallet.DEPLOYER;
  private static final long GAS = 15_000_000;

  private final Anvil anvil;
  private final Artifacts artifacts;
  private long nonce;

  Deployer(Anvil anvil, Artifacts artifacts) {
    this.anvil = anvil;
    this.artifacts = artifacts;
    this.nonce = anvil.nonce(WALLET.address());
  }

  Anvil anvil() {
    return anvil;
  }

  Artifacts artifacts() {
    return artifacts;
  }

  Address account() {
    return WALLET.address();
  }

  /** Where the contract stands that is created so many transactions from now. */
  Address creation(int ahead) {
    return Hashes.created(account(), nonce + ahead);
  }

  /** Creates a contract; {@code arguments} are its constructor's, encoded. */
  Address create(byte[] initCode, byte[] arguments) {
    Address address = creation(0);
    anvil.transact(WALLET, Transaction.create(nonce, Abi.concat(initCode, arguments)));
    nonce++;
    return address;
  }

  /** Creates a contract without constructor arguments. */
  Address create(byte[] initCode) {
    return create(initCode, new byte[0]);
  }

  JsonNode call(Address to, String signature, Object... arguments) {
    return callWithValue(BigInteger.ZERO, to, signature, arguments);
  }

  JsonNode callWithValue(BigInteger wei, Address to, String signature, Object... arguments) {
    JsonNode receipt =
        anvil.transact(
            WALLET, Transaction.call(nonce, to, signature, arguments).withValue(wei).withGas(GAS));
    nonce++;
    return receipt;
  }

  /** Lets a contract take the deployer's tokens. */
  void approve(List<Token> tokens, Address spender) {
    for (Token token : tokens) {
      call(token.address(), "approve(address,uint256)", spender, MAX_256);
    }
  }

  /** Puts the code that {@code initCode} would leave at a fixed address. */
  void place(Address address, byte[] runtimeCode) {
    anvil.control().setCode(address, runtimeCode);
  }
}
