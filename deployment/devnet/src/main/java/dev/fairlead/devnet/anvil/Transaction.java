package dev.fairlead.devnet.anvil;

import dev.fairlead.devnet.rpc.Abi;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;

/**
 * An EIP-1559 transaction of a devnet wallet before it is signed.
 *
 * @param to the receiver, or null to create a contract
 * @param gas the gas limit
 * @param maxFee the highest fee a gas, in wei
 * @param priorityFee the part of it for the block's builder, in wei
 */
public record Transaction(
    long nonce,
    @Nullable Address to,
    BigInteger value,
    Bytes data,
    BigInteger gas,
    BigInteger maxFee,
    BigInteger priorityFee) {
  private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000L);
  private static final BigInteger DEFAULT_GAS = BigInteger.valueOf(3_000_000L);

  /** A call with generous gas and fees. */
  public static Transaction call(long nonce, Address to, String signature, Object... arguments) {
    return new Transaction(
        nonce,
        to,
        BigInteger.ZERO,
        Bytes.wrap(Abi.call(signature, arguments)),
        DEFAULT_GAS,
        GWEI.multiply(BigInteger.valueOf(100)),
        GWEI);
  }

  /** A contract creation with generous gas and fees. */
  public static Transaction create(long nonce, byte[] initCode) {
    return new Transaction(
        nonce,
        null,
        BigInteger.ZERO,
        Bytes.of(initCode),
        BigInteger.valueOf(15_000_000L),
        GWEI.multiply(BigInteger.valueOf(100)),
        GWEI);
  }

  /** The same with ether sent along. */
  public Transaction withValue(BigInteger wei) {
    return new Transaction(nonce, to, wei, data, gas, maxFee, priorityFee);
  }

  /** The same with another gas limit. */
  public Transaction withGas(long limit) {
    return new Transaction(nonce, to, value, data, BigInteger.valueOf(limit), maxFee, priorityFee);
  }

  /** The same with other fees, in wei. */
  public Transaction withFees(BigInteger max, BigInteger priority) {
    return new Transaction(nonce, to, value, data, gas, max, priority);
  }

  /** The signed bytes, as they are sent. */
  public Bytes sign(ChainId chain, Wallet wallet) {
    RawTransaction raw =
        RawTransaction.createTransaction(
            chain.value(),
            BigInteger.valueOf(nonce),
            gas,
            to == null ? "" : to.toString(),
            value,
            data.toString(),
            priorityFee,
            maxFee);
    return Bytes.wrap(TransactionEncoder.signMessage(raw, wallet.credentials()));
  }
}
