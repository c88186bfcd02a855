package dev.fairlead.node;

import dev.fairlead.chain.Chain;
import dev.fairlead.chain.Fees;
import dev.fairlead.chain.Inclusion;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import dev.fairlead.signing.TransactionSigner;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a contract of ours stands on every chain. The address follows from its code alone (CREATE2
 * through the deterministic deployer), so it needs no configuration, and the code found there
 * proves itself.
 */
public final class Create2Site {
  /** The deterministic deployer that stands at the same address on all chains. */
  public static final Address DEPLOYER =
      Address.parse("0x4e59b44847b379578588920cA78FbF26c0B4956C");

  /** What stands there: it makes a contract of its calldata after the salt. */
  public static final Bytes DEPLOYER_CODE =
      Bytes.parse(
          "0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe03601600081602082378035"
              + "828234f58015156039578182fd5b8082525050506014600cf3");

  private static final Bytes32 SALT = Bytes32.ZERO;
  private static final Gas DEPLOYMENT_GAS = new Gas(5_000_000);
  private static final Duration POLL = Duration.ofMillis(100);

  private final String what;
  private final Bytes creation;
  private final Bytes runtime;
  private final Address address;

  /**
   * @param what its name, for people
   * @param creation the code that makes it, arguments included
   * @param runtime the code that stands there afterwards
   */
  Create2Site(String what, Bytes creation, Bytes runtime) {
    this.what = what;
    this.creation = creation;
    this.runtime = runtime;
    this.address = address(DEPLOYER, SALT, creation.keccak256());
  }

  public Address address() {
    return address;
  }

  /** The code that stands there when it is deployed. */
  public Bytes runtime() {
    return runtime;
  }

  /** Whether the right code stands there; other code at the address can't be. */
  boolean isDeployed(Chain chain, BlockRef at) {
    Bytes code = chain.code(address, at);
    if (code.length() == 0) {
      return false;
    }
    if (!code.equals(runtime)) {
      throw new IllegalStateException("the code at " + address + " is not this " + what + "'s");
    }
    return true;
  }

  /**
   * Deploys it and waits until it stands. The account must send nothing meanwhile: this uses its
   * next nonce.
   *
   * @return the transaction; empty if the contract stood there before
   */
  Optional<TxHash> deploy(Chain chain, TransactionSigner signer, Duration patience)
      throws InterruptedException {
    BlockRef head = chain.head();
    if (isDeployed(chain, head)) {
      return Optional.empty();
    }
    if (chain.code(DEPLOYER, head).length() == 0) {
      throw new IllegalStateException(
          "chain " + chain.id() + " lacks the deterministic deployer at " + DEPLOYER);
    }
    SignedTransaction transaction = signer.sign(transaction(chain, signer.account(), head));
    if (chain.send(transaction) instanceof SubmissionOutcome.Refused refused) {
      throw new IllegalStateException("the deployment was refused: " + refused.reason());
    }
    await(chain, transaction.hash(), patience);
    return Optional.of(transaction.hash());
  }

  private UnsignedTransaction transaction(Chain chain, Address account, BlockRef head) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.writeBytes(SALT.toArray());
    data.writeBytes(creation.toArray());
    Fees fees = chain.fees();
    return new UnsignedTransaction(
        fees.form(),
        chain.id(),
        account,
        chain.nonce(account, head),
        fees.statedTip(fees.maxFee()),
        fees.maxFee(),
        DEPLOYMENT_GAS,
        DEPLOYER,
        Wei.ZERO,
        Bytes.wrap(data.toByteArray()));
  }

  private void await(Chain chain, TxHash hash, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < end) {
      Optional<Inclusion> inclusion = chain.inclusion(hash);
      if (inclusion.isPresent()) {
        if (!isDeployed(chain, inclusion.get().block())) {
          throw new IllegalStateException("transaction " + hash + " did not deploy the " + what);
        }
        return;
      }
      Thread.sleep(POLL);
    }
    throw new IllegalStateException(
        "transaction " + hash + " is in no block after " + patience.toSeconds() + " s");
  }

  /** Where a contract makes another one by CREATE2. */
  public static Address address(Address maker, Bytes32 salt, Bytes32 creationHash) {
    ByteArrayOutputStream preimage = new ByteArrayOutputStream();
    preimage.write(0xff);
    preimage.writeBytes(maker.toArray());
    preimage.writeBytes(salt.toArray());
    preimage.writeBytes(creationHash.toArray());
    byte[] hash = Bytes.wrap(preimage.toByteArray()).keccak256().toArray();
    return Address.of(hash, 12, Address.LENGTH);
  }
}
