package dev.fairlead.chain;

import dev.fairlead.chain.rpc.RpcBatch;
import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcError;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.TxHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fetches blocks from an endpoint, and gives out only what was proven: the hash is the header's,
 * and the receipts are those of its transactions, with the logs that its bloom promises.
 *
 * <p>A block that fails a proof throws {@code RETRYABLE}: endpoints answer too early, and answer
 * rightly later.
 */
final class BlockSource {
  /** How many blocks are asked for in one request. */
  static final int CHUNK = 16;

  private final RpcClient rpc;
  private volatile boolean receiptsByBlock = true;

  BlockSource(RpcClient rpc) {
    this.rpc = rpc;
  }

  Header latest() {
    return tagged("latest").orElseThrow(() -> ChainException.retryable("there is no latest block"));
  }

  Optional<Header> tagged(String tag) {
    return rpc.call(byNumber("\"" + tag + "\"")).orThrow("eth_getBlockByNumber");
  }

  Optional<Header> header(BlockHash hash) {
    return checked(hash, rpc.call(byHash(hash)).orThrow("eth_getBlockByHash"));
  }

  Optional<Header> header(BlockNumber number) {
    return rpc.call(byNumber(quantity(number)))
        .orThrow("eth_getBlockByNumber")
        .map(header -> at(number.value(), header));
  }

  /** The headers at {@code count} heights from {@code from} on, as far as there are any. */
  List<Header> headers(long from, int count) {
    RpcBatch batch = rpc.batch();
    List<RpcBatch.Slot<Optional<Header>>> slots = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      slots.add(batch.add(byNumber(quantity(new BlockNumber(from + i)))));
    }
    batch.send();
    List<Header> headers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Optional<Header> header = slots.get(i).result();
      if (header.isEmpty()) {
        break;
      }
      headers.add(at(from + i, header.get()));
    }
    return headers;
  }

  /** The block with this hash, in one round trip; empty if the endpoint does not have it. */
  Optional<Block> block(BlockHash hash) {
    if (!receiptsByBlock) {
      return rpc.call(whole(hash))
          .orThrow("eth_getBlockByHash")
          .map(found -> blockByTransactions(checked(hash, found)));
    }
    RpcBatch batch = rpc.batch();
    RpcBatch.Slot<Optional<Header.Whole>> whole = batch.add(whole(hash));
    RpcBatch.Slot<Optional<List<ReceiptFields.Placed>>> receipts = batch.add(receipts(hash));
    batch.send();
    Optional<Header.Whole> found = whole.result();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Header.Whole content = checked(hash, found.get());
    return Optional.of(
        usable(receipts.reply())
            ? verified(content, receipts.result())
            : blockByTransactions(content));
  }

  /** The blocks of these headers, in their order. */
  List<Block> blocks(List<Header> headers) {
    RpcBatch batch = rpc.batch();
    List<RpcBatch.Slot<Optional<Header.Whole>>> whole =
        headers.stream().map(header -> batch.add(whole(header.ref().hash()))).toList();
    List<RpcBatch.Slot<Optional<List<ReceiptFields.Placed>>>> receipts =
        receiptsByBlock
            ? headers.stream().map(header -> batch.add(receipts(header.ref().hash()))).toList()
            : List.of();
    batch.send();
    boolean byBlock =
        !receipts.isEmpty() && receipts.stream().allMatch(slot -> usable(slot.reply()));
    List<Block> blocks = new ArrayList<>(headers.size());
    for (int i = 0; i < headers.size(); i++) {
      Header header = headers.get(i);
      Header.Whole content =
          whole
              .get(i)
              .result()
              .map(found -> checked(header.ref().hash(), found))
              .orElseThrow(() -> ChainException.retryable("block " + header.ref() + " is missing"));
      blocks.add(
          byBlock ? verified(content, receipts.get(i).result()) : blockByTransactions(content));
    }
    return blocks;
  }

  /** A receipt as the endpoint tells it, not proven. */
  Optional<ReceiptFields.Placed> receipt(TxHash hash) {
    return rpc.call(receiptOf(hash)).orThrow("eth_getTransactionReceipt");
  }

  private Block blockByTransactions(Header.Whole whole) {
    Header header = whole.header();
    RpcBatch batch = rpc.batch();
    List<RpcBatch.Slot<Optional<ReceiptFields.Placed>>> slots =
        header.transactions().stream().map(hash -> batch.add(receiptOf(hash))).toList();
    batch.send();
    List<ReceiptFields.Placed> receipts = new ArrayList<>(slots.size());
    for (RpcBatch.Slot<Optional<ReceiptFields.Placed>> slot : slots) {
      receipts.add(
          slot.result()
              .orElseThrow(
                  () -> ChainException.retryable("a receipt of " + header.ref() + " is missing")));
    }
    return verified(whole, Optional.of(receipts));
  }

  /** Whether the method is there; remembers if it is not. */
  private boolean usable(RpcReply<?> reply) {
    if (reply instanceof RpcReply.Failed<?>(RpcError error)
        && (error.code() == RpcError.METHOD_NOT_FOUND || error.code() == RpcError.INVALID_PARAMS)) {
      receiptsByBlock = false;
      return false;
    }
    return true;
  }

  private static Block verified(Header.Whole whole, Optional<List<ReceiptFields.Placed>> placed) {
    Header header = whole.header();
    List<ReceiptFields.Placed> found =
        placed.orElseThrow(
            () -> ChainException.retryable("the receipts of " + header.ref() + " are missing"));
    if (found.size() != header.transactions().size()) {
      throw mismatch(header, found.size() + " receipts");
    }
    List<Transaction> transactions = transactions(whole);
    List<Receipt> receipts = new ArrayList<>(found.size());
    int logs = 0;
    long gas = 0;
    for (int i = 0; i < found.size(); i++) {
      ReceiptFields.Placed one = found.get(i);
      Receipt receipt = one.receipt();
      gas += receipt.gasUsed().value();
      boolean inPlace =
          one.block().equals(header.ref().hash())
              && one.number() == header.ref().number().value()
              && receipt.index() == i
              && receipt.hash().equals(header.transactions().get(i))
              && one.cumulativeGasUsed() == gas;
      if (!inPlace) {
        throw mismatch(header, "the receipt of " + receipt.hash());
      }
      for (Log log : receipt.logs()) {
        if (log.index() != logs++) {
          throw mismatch(header, "the index of log " + log.index());
        }
      }
      receipts.add(receipt);
    }
    if (gas != header.gasUsed().value()) {
      throw mismatch(header, gas + " gas");
    }
    if (!Bloom.of(receipts).equals(header.bloom())) {
      throw mismatch(header, "the bloom of its logs");
    }
    return new Block(
        header.ref(),
        header.parent(),
        header.timestamp(),
        header.baseFee(),
        header.gasLimit(),
        header.gasUsed(),
        transactions,
        receipts);
  }

  private static List<Transaction> transactions(Header.Whole whole) {
    Header header = whole.header();
    List<Transaction> transactions = new ArrayList<>(whole.transactions().size());
    for (TransactionFields.Placed one : whole.transactions()) {
      Transaction transaction = one.transaction();
      boolean inPlace =
          one.block().equals(header.ref().hash())
              && one.number() == header.ref().number().value()
              && transaction.index() == transactions.size();
      if (!inPlace) {
        throw mismatch(header, "transaction " + transaction.hash());
      }
      transactions.add(transaction);
    }
    if (transactions.size() != header.transactions().size()) {
      throw mismatch(header, transactions.size() + " whole transactions");
    }
    return transactions;
  }

  private static ChainException mismatch(Header header, String what) {
    return ChainException.retryable("block " + header.ref() + " does not match " + what);
  }

  private static Optional<Header> checked(BlockHash hash, Optional<Header> header) {
    if (header.isPresent() && !header.get().ref().hash().equals(hash)) {
      throw ChainException.retryable("asked for block " + hash + " but got " + header.get().ref());
    }
    return header;
  }

  private static Header.Whole checked(BlockHash hash, Header.Whole whole) {
    var _ = checked(hash, Optional.of(whole.header()));
    return whole;
  }

  private static Header at(long number, Header header) {
    if (header.ref().number().value() != number) {
      throw ChainException.retryable("asked for block " + number + " but got " + header.ref());
    }
    return header;
  }

  static RpcRequest<Optional<Header>> latestRequest() {
    return byNumber("\"latest\"");
  }

  private static RpcRequest<Optional<Header>> byNumber(String number) {
    return new RpcRequest<>("eth_getBlockByNumber", "[" + number + ",false]", Header::readOptional);
  }

  private static RpcRequest<Optional<Header>> byHash(BlockHash hash) {
    return new RpcRequest<>("eth_getBlockByHash", "[\"" + hash + "\",false]", Header::readOptional);
  }

  private static RpcRequest<Optional<Header.Whole>> whole(BlockHash hash) {
    return new RpcRequest<>(
        "eth_getBlockByHash", "[\"" + hash + "\",true]", Header.Whole::readOptional);
  }

  private static RpcRequest<Optional<List<ReceiptFields.Placed>>> receipts(BlockHash hash) {
    return new RpcRequest<>(
        "eth_getBlockReceipts",
        "[\"" + hash + "\"]",
        in -> in.optional(value -> value.list(ReceiptFields::read)));
  }

  private static RpcRequest<Optional<ReceiptFields.Placed>> receiptOf(TxHash hash) {
    return new RpcRequest<>(
        "eth_getTransactionReceipt", "[\"" + hash + "\"]", ReceiptFields::readOptional);
  }

  private static String quantity(BlockNumber number) {
    return "\"0x" + Long.toHexString(number.value()) + "\"";
  }
}
