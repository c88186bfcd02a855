package dev.fairlead.chain.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.FeeMarks;
import dev.fairlead.chain.Header;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.Receipt;
import dev.fairlead.chain.Transaction;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.ChainId;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.Wei;
import dev.fairlead.model.rlp.RlpWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Blocks with what no chain here makes: types of tomorrow, receipts with fields of tomorrow. */
final class BlockProofTest {
  private static final BlockHash HASH = new BlockHash(Bytes32.parse("0x" + "b1".repeat(32)));
  private static final long NUMBER = 77;
  private static final FeePerGas BASE_FEE = FeePerGas.of(10);
  private static final Address SENDER = Address.parse("0x" + "5e".repeat(20));
  private static final Bytes TOMORROW = Bytes.parse("0x05c3010203");

  /** A transfer, and one of a type that is not known here; {@code input} is what is told of it. */
  private static List<TransactionClaim> transactions(Bytes input) {
    Transaction transfer =
        hashed(
            new Transaction(
                new TxHash(Bytes32.ZERO),
                0,
                SENDER,
                Optional.of(Address.ZERO),
                new Nonce(4),
                Wei.of(9),
                Bytes.EMPTY,
                new Gas(21_000),
                new Envelope.DynamicFee(
                    new ChainId(1),
                    FeePerGas.of(2),
                    FeePerGas.of(100),
                    List.of(),
                    new Envelope.Signature(Uint256.ONE, Uint256.ONE, Uint256.of(8)))));
    Transaction unknown =
        new Transaction(
            new TxHash(TOMORROW.keccak256()),
            1,
            SENDER,
            Optional.of(SENDER),
            new Nonce(5),
            Wei.of(1_000),
            input,
            new Gas(50_000),
            new Envelope.Unknown(5, List.of("magic")));
    return List.of(claim(transfer), claim(unknown));
  }

  /** With its own hash, and the sender that its signature has. */
  private static Transaction hashed(Transaction transaction) {
    RlpWriter out = new RlpWriter();
    TransactionEncoding.write(transaction, out);
    return new Transaction(
        new TxHash(Bytes.wrap(out.toArray()).keccak256()),
        transaction.index(),
        Senders.of(transaction).orElseThrow(),
        transaction.to(),
        transaction.nonce(),
        transaction.value(),
        transaction.input(),
        transaction.gasLimit(),
        transaction.envelope());
  }

  private static TransactionClaim claim(Transaction transaction) {
    return new TransactionClaim(HASH, NUMBER, transaction, List.of());
  }

  private static List<ReceiptClaim> receipts(List<TransactionClaim> transactions) {
    List<ReceiptClaim> receipts = new ArrayList<>();
    for (TransactionClaim told : transactions) {
      Transaction transaction = told.transaction();
      int index = transaction.index();
      receipts.add(
          new ReceiptClaim(
              HASH,
              NUMBER,
              OptionalLong.of(transaction.type()),
              21_000L * (index + 1),
              Optional.empty(),
              new Receipt(
                  transaction.hash(),
                  index,
                  transaction.from(),
                  true,
                  new Gas(21_000),
                  FeePerGas.of(12),
                  List.of(new Log(SENDER, List.of(HASH.value()), Bytes.EMPTY, index))),
              List.of()));
    }
    return receipts;
  }

  /** The header that commits to a transfer, to the type of tomorrow, and to their receipts. */
  private static Header header(List<ReceiptClaim> receipts) {
    Bloom bloom = new Bloom();
    List<byte[]> items = new ArrayList<>();
    for (ReceiptClaim receipt : receipts) {
      RlpWriter out = new RlpWriter();
      ReceiptEncoding.write(
          receipt, (int) receipt.type().orElseThrow(), bloom.of(receipt.receipt().logs()), out);
      items.add(out.toArray());
    }
    RlpWriter transfer = new RlpWriter();
    TransactionEncoding.write(transactions(TOMORROW).getFirst().transaction(), transfer);
    return new Header(
        new BlockRef(new BlockNumber(NUMBER), HASH),
        HASH,
        Instant.EPOCH,
        BASE_FEE,
        new Gas(1_000_000),
        new Gas(42_000),
        FeeMarks.PLAIN,
        bloom.ofBlock(),
        NaiveTrie.rootOfList(List.of(transfer.toArray(), TOMORROW.toArray())),
        NaiveTrie.rootOfList(items),
        List.of(),
        List.of());
  }

  private static Verdict judge(List<TransactionClaim> transactions, List<ReceiptClaim> receipts) {
    return BlockProof.judge(
        Dialect.ETHEREUM,
        new BlockClaim(header(receipts(transactions(TOMORROW))), transactions, receipts));
  }

  @Test
  void provesAnUnknownTypeByItsBytesAndHandsOnNothingElseOfIt() {
    List<TransactionClaim> told = transactions(TOMORROW);
    assertThat(judge(told, receipts(told)))
        .isInstanceOfSatisfying(
            Verdict.Proven.class,
            proven -> {
              Transaction unknown = proven.block().transactions().get(1);
              assertThat(unknown.input()).isEqualTo(TOMORROW);
              assertThat(unknown.value()).isEqualTo(Wei.ZERO);
              assertThat(unknown.to()).isEmpty();
            });
  }

  @Test
  @DisplayName("failures #90: without its bytes, an unknown type leaves the block incomplete")
  void namesATypeThatItDoesNotKnow() {
    List<TransactionClaim> told = transactions(Bytes.EMPTY);
    assertThat(judge(told, receipts(told)))
        .isInstanceOfSatisfying(
            Verdict.Incomplete.class,
            incomplete -> assertThat(incomplete.unknown()).containsExactly("transaction type 0x5"));
  }

  @Test
  @DisplayName(
      "failures #89: a transaction that is not in the root is refuted, its hash being right")
  void refutesATransactionThatIsNotInTheRoot() {
    List<TransactionClaim> honest = transactions(TOMORROW);
    Transaction transfer = honest.getFirst().transaction();
    Transaction other =
        hashed(
            new Transaction(
                transfer.hash(),
                0,
                SENDER,
                transfer.to(),
                transfer.nonce(),
                Wei.of(10),
                transfer.input(),
                transfer.gasLimit(),
                transfer.envelope()));
    List<TransactionClaim> told = List.of(claim(other), honest.get(1));
    assertThat(judge(told, receipts(told)))
        .isInstanceOfSatisfying(
            Verdict.Refuted.class,
            refuted -> assertThat(refuted.check()).isEqualTo(Check.TRANSACTIONS_ROOT));
  }

  @Test
  void namesReceiptFieldsThatMayBeWhyTheRootDoesNotFit() {
    List<TransactionClaim> told = transactions(TOMORROW);
    List<ReceiptClaim> receipts = new ArrayList<>(receipts(told));
    ReceiptClaim first = receipts.getFirst();
    Receipt receipt = first.receipt();
    Receipt failed =
        new Receipt(
            receipt.hash(),
            0,
            receipt.from(),
            false,
            receipt.gasUsed(),
            receipt.gasPrice(),
            receipt.logs());
    receipts.set(0, with(first, failed, List.of()));
    assertThat(judge(told, receipts)).isInstanceOf(Verdict.Refuted.class);
    receipts.set(0, with(first, failed, List.of("stateGas")));
    assertThat(judge(told, receipts))
        .isInstanceOfSatisfying(
            Verdict.Incomplete.class,
            incomplete ->
                assertThat(incomplete.unknown()).containsExactly("receipt field stateGas"));
    receipts.set(0, with(first, receipt, List.of("stateGas")));
    assertThat(judge(told, receipts)).isInstanceOf(Verdict.Proven.class);
  }

  @Test
  @DisplayName("failures #89: a sender that did not sign is refuted, though its receipt says so")
  void refutesASenderThatDidNotSign() {
    List<TransactionClaim> honest = transactions(TOMORROW);
    Transaction transfer = honest.getFirst().transaction();
    Transaction stolen =
        new Transaction(
            transfer.hash(),
            0,
            SENDER,
            transfer.to(),
            transfer.nonce(),
            transfer.value(),
            transfer.input(),
            transfer.gasLimit(),
            transfer.envelope());
    List<TransactionClaim> told = List.of(claim(stolen), honest.get(1));
    assertThat(judge(told, receipts(told)))
        .isInstanceOfSatisfying(
            Verdict.Refuted.class, refuted -> assertThat(refuted.check()).isEqualTo(Check.SENDER));
  }

  private static ReceiptClaim with(ReceiptClaim claim, Receipt receipt, List<String> unknown) {
    return new ReceiptClaim(
        claim.block(),
        claim.number(),
        claim.type(),
        claim.cumulativeGasUsed(),
        claim.deposit(),
        receipt,
        unknown);
  }
}
