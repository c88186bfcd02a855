package dev.fairlead.chain.proof;

import dev.fairlead.chain.Block;
import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.Header;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.Receipt;
import dev.fairlead.chain.Transaction;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.Gas;
import dev.fairlead.model.Nonce;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Wei;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what an endpoint tells of a block against the block's header: each transaction against its
 * hash, all against the transactions root, the receipts against the receipts root and the bloom,
 * and what no root holds against what follows from what they hold.
 *
 * <p>A sender is in no root, but its signature is: each signed transaction must name who signed it,
 * and its receipt the same. A transaction without a signature that is somebody's, as chains make
 * for themselves, has its sender in its bytes or is nobody's.
 */
public final class BlockProof {
  private final Header header;
  private final Dialect dialect;
  private final BlockClaim claim;
  private final Encodings encodings = new Encodings();
  private final Bloom bloom = new Bloom();
  private final List<Transaction> transactions;
  private final List<Receipt> receipts;
  private final Set<TxHash> outside = new HashSet<>();

  /** Why the roots may be right although they don't fit. */
  private final Set<String> opaque = new LinkedHashSet<>();

  private BlockProof(Dialect dialect, BlockClaim claim) {
    this.dialect = dialect;
    this.claim = claim;
    this.header = claim.header();
    this.transactions = new ArrayList<>(claim.transactions().size());
    this.receipts = new ArrayList<>(claim.receipts().size());
  }

  public static Verdict judge(Dialect dialect, BlockClaim claim) {
    BlockProof proof = new BlockProof(dialect, claim);
    try {
      proof.transactions();
      proof.receipts();
      proof.senders();
    } catch (RefutedException e) {
      return e.verdict;
    }
    List<String> unknown = new ArrayList<>(claim.header().unproven());
    unknown.addAll(proof.opaque);
    Block block = proof.block();
    return unknown.isEmpty() ? new Verdict.Proven(block) : new Verdict.Incomplete(block, unknown);
  }

  private static final class RefutedException extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Verdict.Refuted verdict;

    RefutedException(Check check, String what) {
      super(what, null, false, false);
      this.verdict = new Verdict.Refuted(check, what);
    }
  }

  private void transactions() throws RefutedException {
    for (TransactionClaim told : claim.transactions()) {
      Transaction transaction = told.transaction();
      if (!dialect.isInRoots(header.ref(), transaction)) {
        outside.add(transaction.hash());
        continue;
      }
      require(
          isHere(told.block(), told.number()) && transaction.index() == transactions.size(),
          Check.PLACE,
          "transaction " + transaction.hash());
      transactions.add(known(transaction));
      TransactionEncoding.write(transaction, encodings.writer());
      encodings.end();
      if (!isEncoded(transaction, encodings.size() - 1)) {
        List<String> reasons = reasons(told);
        require(!reasons.isEmpty(), Check.TRANSACTION_HASH, transaction.hash().toString());
        opaque.addAll(reasons);
      }
    }
    if (opaque.isEmpty()) {
      require(
          OrderedTrie.root(encodings).equals(header.transactionsRoot()),
          Check.TRANSACTIONS_ROOT,
          transactions.size() + " transactions");
    }
  }

  private boolean isEncoded(Transaction transaction, int at) {
    boolean ofItsType =
        !(transaction.envelope() instanceof Envelope.Unknown)
            || (encodings.length(at) > 0 && encodings.first(at) == transaction.type());
    return ofItsType && transaction.hash().value().equals(encodings.keccak256(at));
  }

  /** Of a type that is not known here, the bytes are all that is. */
  private static Transaction known(Transaction told) {
    return told.envelope() instanceof Envelope.Unknown
        ? new Transaction(
            told.hash(),
            told.index(),
            Address.ZERO,
            Optional.empty(),
            new Nonce(0),
            Wei.ZERO,
            told.input(),
            Gas.ZERO,
            told.envelope())
        : told;
  }

  /** Why a transaction's hash may be right although its bytes can't be made. */
  private static List<String> reasons(TransactionClaim told) {
    return told.transaction().envelope() instanceof Envelope.Unknown(int type, _)
        ? List.of("transaction type 0x" + Integer.toHexString(type))
        : told.unknown().stream().map(field -> "transaction field " + field).toList();
  }

  private void receipts() throws RefutedException {
    List<ReceiptClaim> told =
        claim.receipts().stream().filter(one -> !outside.contains(one.receipt().hash())).toList();
    require(told.size() == transactions.size(), Check.PLACE, told.size() + " receipts");
    encodings.clear();
    List<String> fields = new ArrayList<>();
    long gas = 0;
    int logs = 0;
    for (int i = 0; i < told.size(); i++) {
      ReceiptClaim one = told.get(i);
      Receipt receipt = one.receipt();
      follows(one, transactions.get(i));
      gas += receipt.gasUsed().value();
      require(one.cumulativeGasUsed() == gas, Check.GAS, "the receipt of " + receipt.hash());
      for (Log log : receipt.logs()) {
        require(log.index() == logs++, Check.LOG_INDEX, "log " + log.index());
      }
      ReceiptEncoding.write(
          one, transactions.get(i).type(), bloom.of(receipt.logs()), encodings.writer());
      encodings.end();
      receipts.add(receipt);
      one.unknown().forEach(field -> fields.add("receipt field " + field));
    }
    require(gas == header.gasUsed().value(), Check.GAS, gas + " gas");
    require(bloom.ofBlock().equals(header.bloom()), Check.BLOOM, logs + " logs");
    if (!OrderedTrie.root(encodings).equals(header.receiptsRoot())) {
      opaque.addAll(fields);
      require(!opaque.isEmpty(), Check.RECEIPTS_ROOT, told.size() + " receipts");
    }
  }

  /** The costliest check comes last. */
  private void senders() throws RefutedException {
    Optional<Transaction> foreign = Senders.foreign(transactions);
    if (foreign.isPresent()) {
      throw new RefutedException(Check.SENDER, "transaction " + foreign.get().hash());
    }
  }

  /** What no root holds, but what follows from a transaction. */
  private void follows(ReceiptClaim told, Transaction transaction) throws RefutedException {
    Receipt receipt = told.receipt();
    String what = "the receipt of " + receipt.hash();
    require(
        isHere(told.block(), told.number())
            && receipt.index() == transaction.index()
            && receipt.hash().equals(transaction.hash())
            && told.type().orElse(transaction.type()) == transaction.type(),
        Check.PLACE,
        what);
    require(
        receipt.from().equals(transaction.from())
            || transaction.envelope() instanceof Envelope.Unknown,
        Check.SENDER,
        what);
    require(
        !dialect.isPriced(transaction)
            || receipt.gasPrice().equals(transaction.gasPrice(header.baseFee())),
        Check.GAS_PRICE,
        what);
  }

  private boolean isHere(BlockHash block, long number) {
    return block.equals(header.ref().hash()) && number == header.ref().number().value();
  }

  private void require(boolean holds, Check check, String what) throws RefutedException {
    if (!holds) {
      throw new RefutedException(check, what);
    }
  }

  private Block block() {
    return new Block(
        header.ref(),
        header.parent(),
        header.timestamp(),
        header.baseFee(),
        header.gasLimit(),
        header.gasUsed(),
        header.marks(),
        transactions,
        receipts);
  }
}
