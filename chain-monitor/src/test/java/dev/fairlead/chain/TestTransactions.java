package dev.fairlead.chain;

import dev.fairlead.devnet.anvil.Transaction;
import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Wei;
import dev.fairlead.model.tx.SignedTransaction;
import dev.fairlead.model.tx.UnsignedTransaction;
import java.math.BigInteger;

/** Transactions of {@link AnvilFixture#WALLET} on {@link AnvilFixture#ID}. */
final class TestTransactions {
  static final FeePerGas MAX_FEE = FeePerGas.of(100_000_000_000L);

  private TestTransactions() {}

  /** A transaction that makes the logger log {@code data}. */
  static SignedTransaction logging(long nonce, Bytes data) {
    return signed(nonce, AnvilFixture.LOGGER, data, AnvilFixture.GWEI, MAX_FEE, 100_000);
  }

  static SignedTransaction signed(
      long nonce, Address to, Bytes data, FeePerGas tip, FeePerGas max, long gas) {
    Bytes raw =
        new Transaction(
                nonce,
                to,
                BigInteger.ZERO,
                data,
                BigInteger.valueOf(gas),
                max.wei().toBigInteger(),
                tip.wei().toBigInteger())
            .sign(AnvilFixture.ID, AnvilFixture.WALLET);
    return new SignedTransaction(
        new UnsignedTransaction(
            AnvilFixture.ID,
            AnvilFixture.WALLET.address(),
            new Nonce(nonce),
            tip,
            max,
            new Gas(gas),
            to,
            Wei.ZERO,
            data),
        raw,
        new TxHash(raw.keccak256()));
  }
}
