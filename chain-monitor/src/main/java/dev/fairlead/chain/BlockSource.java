package dev.fairlead.chain;

import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.proof.BlockClaim;
import dev.fairlead.chain.proof.BlockProof;
import dev.fairlead.chain.proof.Check;
import dev.fairlead.chain.proof.ReceiptClaim;
import dev.fairlead.chain.proof.TransactionClaim;
import dev.fairlead.chain.proof.Trust;
import dev.fairlead.chain.proof.Verdict;
import dev.fairlead.chain.rpc.Rpc;
import dev.fairlead.chain.rpc.RpcBatch;
import dev.fairlead.chain.rpc.RpcError;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.TxHash;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

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

  private final Rpc rpc;
  private final ChainProfile profile;
  private final ChainObserver observer;
  private volatile boolean receiptsByBlock = true;

  BlockSource(Rpc rpc, ChainProfile profile, ChainObserver observer) {
    this.rpc = new Doubts(rpc);
    this.profile = profile;
    this.observer = observer;
  }

  Header latest() {
    return tagged("latest").orElseThrow(() -> ChainException.retryable("there is no latest block"));
  }

  Optional<Header> tagged(String tag) {
    return rpc.call(
        byNumber("\"" + tag + "\""),
        reply -> reply.orThrow("eth_getBlockByNumber").map(this::proven));
  }

  Optional<Header> header(BlockHash hash) {
    return rpc.call(
        byHash(hash),
        reply -> reply.orThrow("eth_getBlockByHash").map(header -> proven(checked(hash, header))));
  }

  Optional<Header> header(BlockNumber number) {
    return rpc.call(
        byNumber(quantity(number)),
        reply ->
            reply
                .orThrow("eth_getBlockByNumber")
                .map(header -> proven(at(number.value(), header))));
  }

  /** The headers at {@code count} heights from {@code from} on, as far as there are any. */
  List<Header> headers(long from, int count) {
    RpcBatch batch = rpc.batch();
    List<RpcBatch.Slot<Optional<Header>>> slots = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      slots.add(batch.add(byNumber(quantity(new BlockNumber(from + i)))));
    }
    return batch.send(() -> {
      List<Header> headers = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        Optional<Header> header = slots.get(i).result();
        if (header.isEmpty()) {
          break;
        }
        headers.add(proven(at(from + i, header.get())));
      }
      return headers;
    });
  }

  /** The block with this hash, in one round trip; empty if the endpoint does not have it. */
  Optional<Block> block(BlockHash hash) {
    if (!receiptsByBlock) {
      return header(hash).map(this::blockByTransactions);
    }
    RpcBatch batch = rpc.batch();
    RpcBatch.Slot<Optional<Header.Whole>> whole = batch.add(whole(hash));
    RpcBatch.Slot<Optional<List<ReceiptClaim>>> receipts = batch.add(receipts(hash));
    Optional<Block> block =
        batch.send(() ->
            whole
                .result()
                .map(found -> checked(hash, found))
                .filter(_ -> usable(receipts.reply()))
                .map(found -> verified(found, receipts.result())));
    return receiptsByBlock ? block : block(hash);
  }

  /** The blocks of these headers, in their order. */
  List<Block> blocks(List<Header> headers) {
    if (!receiptsByBlock) {
      return headers.stream().map(this::blockByTransactions).toList();
    }
    RpcBatch batch = rpc.batch();
    List<RpcBatch.Slot<Optional<Header.Whole>>> whole =
        headers.stream().map(header -> batch.add(whole(header.ref().hash()))).toList();
    List<RpcBatch.Slot<Optional<List<ReceiptClaim>>>> receipts =
        headers.stream().map(header -> batch.add(receipts(header.ref().hash()))).toList();
    List<Block> found =
        batch.send(() -> {
          List<Header.Whole> contents = contents(headers, whole);
          List<Block> blocks = new ArrayList<>(headers.size());
          for (int i = 0; i < headers.size() && usable(receipts.get(i).reply()); i++) {
            blocks.add(verified(contents.get(i), receipts.get(i).result()));
          }
          return blocks;
        });
    return receiptsByBlock ? found : blocks(headers);
  }

  private static List<Header.Whole> contents(
      List<Header> headers, List<RpcBatch.Slot<Optional<Header.Whole>>> slots) {
    List<Header.Whole> contents = new ArrayList<>(headers.size());
    for (int i = 0; i < headers.size(); i++) {
      contents.add(content(headers.get(i), slots.get(i)));
    }
    return contents;
  }

  private static Header.Whole content(Header header, RpcBatch.Slot<Optional<Header.Whole>> slot) {
    BlockRef ref = header.ref();
    return slot.result()
        .map(found -> checked(ref.hash(), found))
        .orElseThrow(() -> ChainException.retryable("block " + ref + " is missing"));
  }

  /** A receipt as the endpoint tells it, not proven. */
  Optional<ReceiptClaim> receipt(TxHash hash) {
    return rpc.call(receiptOf(hash)).orThrow("eth_getTransactionReceipt");
  }

  /** Block and receipts of one endpoint: else one could be blamed for what another told. */
  private Block blockByTransactions(Header header) {
    RpcBatch batch = rpc.batch();
    RpcBatch.Slot<Optional<Header.Whole>> whole = batch.add(whole(header.ref().hash()));
    List<RpcBatch.Slot<Optional<ReceiptClaim>>> slots =
        header.transactions().stream().map(hash -> batch.add(receiptOf(hash))).toList();
    return batch.send(() -> {
      List<ReceiptClaim> receipts = new ArrayList<>(slots.size());
      for (RpcBatch.Slot<Optional<ReceiptClaim>> slot : slots) {
        receipts.add(
            slot.result()
                .orElseThrow(() ->
                    ChainException.retryable("a receipt of " + header.ref() + " is missing")));
      }
      return verified(content(header, whole), Optional.of(receipts));
    });
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
          throw ChainException.disproved(
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
    return batch.send(() -> {
      Iterator<RpcBatch.Slot<Optional<Bytes>>> answers = slots.iterator();
      return told.stream()
          .map(one -> isKnown(one.transaction()) ? one : withBytes(one, answers.next().reply()))
          .toList();
    });
  }

  private static boolean isKnown(Transaction transaction) {
    return !(transaction.envelope() instanceof Envelope.Unknown);
  }

  /** These may be of another endpoint than the block, which must not be blamed for them. */
  private static TransactionClaim withBytes(TransactionClaim told, RpcReply<Optional<Bytes>> raw) {
    if (!(raw instanceof RpcReply.Result<Optional<Bytes>>(Optional<Bytes> bytes))
        || bytes.isEmpty()) {
      return told;
    }
    TxHash hash = told.transaction().hash();
    if (!bytes.get().keccak256().equals(hash.value())) {
      throw ChainException.disproved("asked for the bytes of " + hash + " but got others");
    }
    return new TransactionClaim(
        told.block(), told.number(), told.transaction().withInput(bytes.get()), told.unknown());
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
    throw ChainException.unproven(
        "block %s can't be proven, as this version does not know: %s"
            .formatted(ref, String.join(", ", unknown)));
  }

  private static Header checked(BlockHash hash, Header header) {
    if (!header.ref().hash().equals(hash)) {
      throw ChainException.disproved("asked for block " + hash + " but got " + header.ref());
    }
    return header;
  }

  private static Header.Whole checked(BlockHash hash, Header.Whole whole) {
    var _ = checked(hash, whole.header());
    return whole;
  }

  private static Header at(long number, Header header) {
    if (header.ref().number().value() != number) {
      throw ChainException.disproved("asked for block " + number + " but got " + header.ref());
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
