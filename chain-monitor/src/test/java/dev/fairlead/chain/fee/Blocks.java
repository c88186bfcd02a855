package dev.fairlead.chain.fee;

import dev.fairlead.chain.BaseFeeRule;
import dev.fairlead.chain.Block;
import dev.fairlead.chain.ChainProfile;
import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.FeeMarks;
import dev.fairlead.chain.Receipt;
import dev.fairlead.chain.TestProfile;
import dev.fairlead.chain.Transaction;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Blocks with given fees. */
final class Blocks {
  static final FeePerGas BASE_FEE = FeePerGas.of(1_000_000_000);
  private static final long LIMIT = 30_000_000;
  private static final Envelope.Signature SIGNATURE =
      new Envelope.Signature(Uint256.ZERO, Uint256.ONE, Uint256.ONE);

  private Blocks() {}

  static ChainProfile profile(BaseFeeRule rule, FeeTerms terms) {
    ChainProfile plain =
        new ChainProfile(
            new ChainId(31_337),
            "test",
            Address.ZERO,
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            new ChainProfile.Finality.Confirmations(2),
            rule,
            FeePerGas.of(10),
            FeePerGas.of(5_000),
            FeePerGas.of(10_000_000_000_000L));
    return TestProfile.like(plain).with(terms).profile();
  }

  static BlockHash hash(long number) {
    return new BlockHash(Bytes.wrap(Uint256.of(number + 1).toBytes32()).keccak256());
  }

  /** A block of so much gas. */
  static Block used(long limit, long used, FeeMarks marks) {
    return block(9, BASE_FEE, limit, used, marks, List.of(), List.of());
  }

  /** A block whose transactions tipped this, each with as much gas. */
  static Block tipped(long number, long gas, long... tips) {
    List<Transaction> transactions = new ArrayList<>();
    List<Receipt> receipts = new ArrayList<>();
    for (long tip : tips) {
      FeePerGas price = BASE_FEE.plus(FeePerGas.of(tip));
      transactions.add(
          transaction(
              transactions.size(),
              Optional.of(Address.ZERO),
              Bytes.EMPTY,
              new Envelope.Legacy(price, SIGNATURE)));
      receipts.add(receipt(receipts.size(), price, gas));
    }
    return block(
        number, BASE_FEE, LIMIT, gas * tips.length, FeeMarks.PLAIN, transactions, receipts);
  }

  /** A block that begins with this transaction, which pays nothing. */
  static Block begun(long number, Address to, Bytes input, Envelope envelope) {
    return block(
        number,
        BASE_FEE,
        LIMIT,
        50_000,
        FeeMarks.PLAIN,
        List.of(transaction(0, Optional.of(to), input, envelope)),
        List.of(receipt(0, FeePerGas.ZERO, 50_000)));
  }

  /** The same on a chain without a base fee. */
  static Block legacy(Block block) {
    return block(
        block.ref().number().value(),
        FeePerGas.ZERO,
        block.gasLimit().value(),
        block.gasUsed().value(),
        new FeeMarks(false, Bytes.EMPTY, Optional.empty()),
        block.transactions(),
        block.receipts());
  }

  private static Block block(
      long number,
      FeePerGas baseFee,
      long limit,
      long used,
      FeeMarks marks,
      List<Transaction> transactions,
      List<Receipt> receipts) {
    return new Block(
        new BlockRef(new BlockNumber(number), hash(number)),
        hash(number - 1),
        Instant.ofEpochSecond(12 * number),
        baseFee,
        new Gas(limit),
        new Gas(used),
        marks,
        transactions,
        receipts);
  }

  private static Transaction transaction(
      int index, Optional<Address> to, Bytes input, Envelope envelope) {
    return new Transaction(
        new TxHash(hash(index).value()),
        index,
        Address.ZERO,
        to,
        new Nonce(0),
        Wei.ZERO,
        input,
        new Gas(100_000),
        envelope);
  }

  private static Receipt receipt(int index, FeePerGas price, long gas) {
    return new Receipt(
        new TxHash(hash(index).value()), index, Address.ZERO, true, new Gas(gas), price, List.of());
  }
}
