package dev.fairlead.chain;

import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.proof.BlockClaim;
import dev.fairlead.chain.proof.BlockProof;
import dev.fairlead.chain.proof.Check;
import dev.fairlead.chain.proof.ReceiptClaim;
import dev.fairlead.chain.proof.TransactionClaim;
import dev.fairlead.chain.proof.Trust;
import dev.fairlead.chain.proof.Verdict;
import dev.fairlead.chain.rpc.RpcBatch;
import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcError;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.TxHash;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Fetches blocks from an endpoint, and gives out only what was proven: the hash is the header's,
 * and the transactions and receipts are those that it commits to.
 *
 * <p>A block that fails a proof throws {@code RETRYABLE}: endpoints answer too early, and answer
 * rightly later. One that can't be proven, as it has what this version does not know, is asked for
 * again too, but not for ever: after some attempts it throws {@code FATAL}, unless the chain's rule
 * is to hand on what was checked.
 */
final class BlockSource {
  /** How many blocks are asked for in one request. */
  static final int CHUNK = 16;

  private static final int ATTEMPTS = 8;

  private final RpcClient rpc;
  private final ChainProfile profile;
  private final ChainObserver observer;
  private final AtomicReference<Doubt> doubt =
      new AtomicReference<>(new Doubt(new BlockHash(Bytes32.ZERO), 0));
  private volatile boolean receiptsByBlock = true;

  BlockSource(RpcClient rpc, ChainProfile profile, ChainObserver observer) {
    this.rpc = rpc;
    this.profile = profile;
    this.observer = observer;
  }

  /** How often in a row a block could not be proven. */
  private record Doubt(BlockHash block, int attempts) {
    Doubt again(BlockHash hash) {
      return new Doubt(hash, hash.equals(block) ? attempts + 1 : 1);
    }
  }

  Header latest() {
    return tagged("latest").orElseThrow(() -> ChainException.retryable("there is no latest block"));
  }

  Optional<Header> tagged(String tag) {
    return rpc.call(byNumber("\"" + tag + "\"")).orThrow("eth_getBlockByNumber").map(this::proven);
  }

  Optional<Header> header(BlockHash hash) {
    return rpc.call(byHash(hash))
        .orThrow("eth_getBlockByHash")
        .map(header -> proven(checked(hash, header)));
  }

  Optional<Header> header(BlockNumber number) {
    return rpc.call(byNumber(quantity(number)))
        .orThrow("eth_getBlockByNumber")
        .map(header -> proven(at(number.value(), header)));
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
      headers.add(proven(at(from + i, header.get())));
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
    RpcBatch.Slot<Optional<List<ReceiptClaim>>> receipts = batch.add(receipts(hash));
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
    List<RpcBatch.Slot<Optional<List<ReceiptClaim>>>> receipts =
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
  Optional<ReceiptClaim> receipt(TxHash hash) {
    return rpc.call(receiptOf(hash)).orThrow("eth_getTransactionReceipt");
  }

  private Block blockByTransactions(Header.Whole whole) {
    Header header = whole.header();
    RpcBatch batch = rpc.batch();
    List<RpcBatch.Slot<Optional<ReceiptClaim>>> slots =
        header.transactions().stream().map(hash -> batch.add(receiptOf(hash))).toList();
    batch.send();
    List<ReceiptClaim> receipts = new ArrayList<>(slots.size());
    for (RpcBatch.Slot<Optional<ReceiptClaim>> slot : slots) {
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
        && (error.isMethodMissing() || error.code() == RpcError.INVALID_PARAMS)) {
      receiptsByBlock = false;
      return false;
    }
    return true;
  }

  private Block verified(Header.Whole whole, Optional<List<ReceiptClaim>> told) {
    Header header = whole.header();
    List<ReceiptClaim> receipts =
        told.orElseThrow(
            () -> ChainException.retryable("the receipts of " + header.ref() + " are missing"));
    BlockClaim claim = new BlockClaim(header, withBytes(whole.transactions()), receipts);
    return switch (BlockProof.judge(profile.proof().dialect(), claim)) {
      case Verdict.Proven(Block block) -> block;
      case Verdict.Incomplete(Block block, List<String> unknown) -> {
        refuseUnlessTrusted(block.ref(), unknown);
        observer.incomplete(profile.id(), block.ref(), String.join(", ", unknown));
        yield block;
      }
      case Verdict.Refuted(Check check, String what) ->
          throw ChainException.retryable(
              "block " + header.ref() + " does not match " + check + ": " + what);
    };
  }

  /** Of a type that is not known here, the bytes themselves are what the root is checked with. */
  private List<TransactionClaim> withBytes(List<TransactionClaim> told) {
    if (told.stream().allMatch(one -> isKnown(one.transaction()))) {
      return told;
    }
    RpcBatch batch = rpc.batch();
    List<RpcBatch.Slot<Optional<Bytes>>> slots =
        told.stream()
            .filter(one -> !isKnown(one.transaction()))
            .map(one -> batch.add(bytesOf(one.transaction().hash())))
            .toList();
    batch.send();
    Iterator<RpcBatch.Slot<Optional<Bytes>>> answers = slots.iterator();
    return told.stream()
        .map(one -> isKnown(one.transaction()) ? one : withBytes(one, answers.next().reply()))
        .toList();
  }

  private static boolean isKnown(Transaction transaction) {
    return !(transaction.envelope() instanceof Envelope.Unknown);
  }

  private static TransactionClaim withBytes(TransactionClaim told, RpcReply<Optional<Bytes>> raw) {
    return raw instanceof RpcReply.Result<Optional<Bytes>>(Optional<Bytes> bytes)
        ? bytes
            .map(found ->
                new TransactionClaim(
                    told.block(),
                    told.number(),
                    told.transaction().withInput(found),
                    told.unknown()))
            .orElse(told)
        : told;
  }

  private Header proven(Header header) {
    if (!header.unproven().isEmpty()) {
      refuseUnlessTrusted(header.ref(), header.unproven());
    }
    return header;
  }

  private void refuseUnlessTrusted(BlockRef ref, List<String> unknown) {
    if (profile.proof().trust() == Trust.CHECKED) {
      return;
    }
    String reason =
        "block %s can't be proven, as this version does not know: %s"
            .formatted(ref, String.join(", ", unknown));
    throw doubt.updateAndGet(known -> known.again(ref.hash())).attempts() < ATTEMPTS
        ? ChainException.retryable(reason)
        : ChainException.fatal(
            reason + "; a newer version may, and with trust: checked such blocks are followed");
  }

  private static Header checked(BlockHash hash, Header header) {
    if (!header.ref().hash().equals(hash)) {
      throw ChainException.retryable("asked for block " + hash + " but got " + header.ref());
    }
    return header;
  }

  private static Header.Whole checked(BlockHash hash, Header.Whole whole) {
    var _ = checked(hash, whole.header());
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

  private static RpcRequest<Optional<List<ReceiptClaim>>> receipts(BlockHash hash) {
    return new RpcRequest<>(
        "eth_getBlockReceipts",
        "[\"" + hash + "\"]",
        in -> in.optional(value -> value.list(ReceiptFields::read)));
  }

  private static RpcRequest<Optional<ReceiptClaim>> receiptOf(TxHash hash) {
    return new RpcRequest<>(
        "eth_getTransactionReceipt", "[\"" + hash + "\"]", ReceiptFields::readOptional);
  }

  private static RpcRequest<Optional<Bytes>> bytesOf(TxHash hash) {
    return new RpcRequest<>(
        "eth_getRawTransactionByHash", "[\"" + hash + "\"]", in -> in.optional(JsonInput::bytes));
  }

  private static String quantity(BlockNumber number) {
    return "\"0x" + Long.toHexString(number.value()) + "\"";
  }
}
