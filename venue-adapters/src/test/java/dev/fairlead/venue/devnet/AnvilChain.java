package dev.fairlead.venue.devnet;

import dev.fairlead.chain.BaseFeeRule;
import dev.fairlead.chain.Block;
import dev.fairlead.chain.BlockFeed;
import dev.fairlead.chain.Call;
import dev.fairlead.chain.CallResult;
import dev.fairlead.chain.Chain;
import dev.fairlead.chain.ChainProfile;
import dev.fairlead.chain.Fees;
import dev.fairlead.chain.Inclusion;
import dev.fairlead.chain.Log;
import dev.fairlead.chain.LogQuery;
import dev.fairlead.chain.Receipt;
import dev.fairlead.chain.Simulation;
import dev.fairlead.devnet.DevChain;
import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.devnet.rpc.RpcRefusal;
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
import dev.fairlead.model.Wei;
import dev.fairlead.model.intent.SubmissionOutcome;
import dev.fairlead.model.tx.SignedTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/**
 * A devnet chain read directly, block by block when the test says so: what these tests need of a
 * chain and nothing more. Blocks reach a feed only by {@link #publish}.
 */
public final class AnvilChain implements Chain {
  private final DevChain chain;
  private final List<ManualFeed> feeds = new CopyOnWriteArrayList<>();
  private volatile long published;

  public AnvilChain(DevChain chain) {
    this.chain = chain;
  }

  @Override
  public ChainId id() {
    return chain.id();
  }

  @Override
  public ChainProfile profile() {
    return new ChainProfile(
        id(),
        "devnet",
        chain.deployment().tokens().weth().address(),
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        new ChainProfile.Finality.FinalizedTag(),
        BaseFeeRule.Eip1559.ETHEREUM,
        FeePerGas.ZERO,
        FeePerGas.of(1_000_000_000L),
        FeePerGas.of(1_000_000_000_000L));
  }

  @Override
  public BlockRef head() {
    return blockAt("latest").ref();
  }

  /** The block of a number or a tag. */
  public Block blockAt(String tag) {
    return block(rpc("eth_getBlockByNumber", tag, false));
  }

  /** Hands all blocks above the last one that was handed on to all feeds; the newest. */
  public Block publish() {
    Block newest = blockAt("latest");
    for (long height = published + 1; height <= newest.ref().number().value(); height++) {
      Block block = blockAt(JsonRpc.quantity(height));
      feeds.forEach(feed -> feed.extended(block));
    }
    published = newest.ref().number().value();
    return newest;
  }

  /** Tells all feeds that a block is no longer in the chain. */
  public void retract(BlockRef block) {
    feeds.forEach(feed -> feed.retracted(block));
    published = block.number().value() - 1;
  }

  @Override
  public BlockFeed follow() {
    ManualFeed feed = new ManualFeed();
    Block head = blockAt("latest");
    feed.extended(head);
    feeds.add(feed);
    published = head.ref().number().value();
    return feed;
  }

  @Override
  public Optional<Block> block(BlockRef at) {
    return Optional.of(block(rpc("eth_getBlockByHash", at.hash().toString(), false)));
  }

  private Block block(JsonNode node) {
    BlockRef ref =
        new BlockRef(
            new BlockNumber(JsonRpc.number(node.path("number")).longValueExact()),
            BlockHash.parse(node.path("hash").asString()));
    List<Receipt> receipts = new ArrayList<>();
    for (JsonNode receipt : rpc("eth_getBlockReceipts", node.path("number").asString())) {
      receipts.add(receipt(receipt));
    }
    return new Block(
        ref,
        BlockHash.parse(node.path("parentHash").asString()),
        Instant.ofEpochSecond(JsonRpc.number(node.path("timestamp")).longValueExact()),
        FeePerGas.ZERO,
        gas(node.path("gasLimit")),
        gas(node.path("gasUsed")),
        receipts);
  }

  private static Receipt receipt(JsonNode node) {
    List<Log> logs = new ArrayList<>();
    node.path("logs").forEach(log -> logs.add(log(log)));
    return new Receipt(
        TxHash.parse(node.path("transactionHash").asString()),
        JsonRpc.number(node.path("transactionIndex")).intValueExact(),
        Address.parse(node.path("from").asString()),
        node.path("status").asString().equals("0x1"),
        gas(node.path("gasUsed")),
        FeePerGas.ZERO,
        logs);
  }

  private static Log log(JsonNode node) {
    List<Bytes32> topics = new ArrayList<>();
    node.path("topics").forEach(topic -> topics.add(Bytes32.parse(topic.asString())));
    return new Log(
        Address.parse(node.path("address").asString()),
        topics,
        Bytes.parse(node.path("data").asString()),
        JsonRpc.number(node.path("logIndex")).intValueExact());
  }

  private static Gas gas(JsonNode node) {
    return new Gas(JsonRpc.number(node).longValueExact());
  }

  @Override
  public List<CallResult> call(BlockRef at, List<Call> calls) {
    List<CallResult> results = new ArrayList<>();
    for (Call call : calls) {
      results.add(call(at, call));
    }
    return results;
  }

  private CallResult call(BlockRef at, Call call) {
    try {
      JsonNode answer =
          rpc(
              "eth_call",
              Map.of("to", call.to().toString(), "data", call.data().toString()),
              at(at));
      return new CallResult.Returned(Bytes.wrap(JsonRpc.bytes(answer)));
    } catch (RpcRefusal e) {
      return new CallResult.Reverted(Bytes.EMPTY, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public Bytes code(Address account, BlockRef at) {
    return Bytes.wrap(JsonRpc.bytes(rpc("eth_getCode", account.toString(), at(at))));
  }

  @Override
  public List<Log> logs(LogQuery query) {
    Map<String, Object> filter = new LinkedHashMap<>();
    filter.put("fromBlock", JsonRpc.quantity(query.from().value()));
    filter.put("toBlock", JsonRpc.quantity(query.to().number().value()));
    filter.put("address", query.addresses().stream().map(Address::toString).toList());
    filter.put(
        "topics",
        query.topics().stream().map(t -> t.stream().map(Bytes32::toString).toList()).toList());
    List<Log> logs = new ArrayList<>();
    rpc("eth_getLogs", filter).forEach(log -> logs.add(log(log)));
    return logs;
  }

  private static Map<String, Object> at(BlockRef block) {
    return Map.of("blockHash", block.hash().toString());
  }

  private JsonNode rpc(String method, Object... parameters) {
    return chain.anvil().rpc().call(method, parameters);
  }

  @Override
  public BlockRef finalized() {
    throw new UnsupportedOperationException();
  }

  @Override
  public BlockFeed resume(List<BlockRef> known) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Simulation simulate(BlockRef at, List<Call> calls) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SubmissionOutcome send(SignedTransaction transaction) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Inclusion> inclusion(TxHash hash) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Nonce nonce(Address account, BlockRef at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Wei balance(Address account, BlockRef at) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Fees fees() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
