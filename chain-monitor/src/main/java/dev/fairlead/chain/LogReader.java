package dev.fairlead.chain;

import dev.fairlead.chain.rpc.RpcClient;
import dev.fairlead.chain.rpc.RpcError;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads logs of a range in pieces that the endpoint accepts. The last block is asked for by its
 * hash, and the range counts only if that block is the canonical one afterwards.
 */
final class LogReader {
  private static final long LARGEST_PIECE = 10_000;

  private final RpcClient rpc;
  private final BlockSource source;
  private volatile long piece = LARGEST_PIECE;

  LogReader(RpcClient rpc, BlockSource source) {
    this.rpc = rpc;
    this.source = source;
  }

  List<Log> read(LogQuery query) {
    List<Log> logs = new ArrayList<>();
    long last = query.to().number().value() - 1;
    long from = query.from().value();
    while (from <= last) {
      long to = Math.min(last, from + piece - 1);
      RpcReply<List<Log>> reply = rpc.call(range(from, to, query));
      if (reply instanceof RpcReply.Failed<List<Log>>(RpcError error)
          && from < to
          && tooMuch(error)) {
        piece = Math.max(1, (to - from + 1) / 2);
      } else {
        logs.addAll(reply.orThrow("eth_getLogs"));
        from = to + 1;
      }
    }
    logs.addAll(rpc.call(block(query)).orThrow("eth_getLogs"));
    requireCanonical(query.to());
    return logs;
  }

  private void requireCanonical(BlockRef to) {
    Optional<Header> now = source.header(to.number());
    if (now.isEmpty() || !now.get().ref().equals(to)) {
      throw ChainException.retryable("block " + to + " left the chain while logs were read");
    }
  }

  private static boolean tooMuch(RpcError error) {
    String words = error.words();
    return List.of(
            "range",
            "limit",
            "too many",
            "more than",
            "too large",
            "exceed",
            "timeout",
            "timed out")
        .stream()
        .anyMatch(words::contains);
  }

  private static RpcRequest<List<Log>> range(long from, long to, LogQuery query) {
    return request(
        "\"fromBlock\":\"0x"
            + Long.toHexString(from)
            + "\",\"toBlock\":\"0x"
            + Long.toHexString(to)
            + "\"",
        query);
  }

  private static RpcRequest<List<Log>> block(LogQuery query) {
    return request("\"blockHash\":\"" + query.to().hash() + "\"", query);
  }

  private static RpcRequest<List<Log>> request(String where, LogQuery query) {
    StringBuilder filter = new StringBuilder("[{").append(where);
    if (!query.addresses().isEmpty()) {
      filter.append(",\"address\":").append(quoted(query.addresses()));
    }
    if (!query.topics().isEmpty()) {
      filter
          .append(",\"topics\":")
          .append(
              query.topics().stream()
                  .map(LogReader::anyOf)
                  .collect(Collectors.joining(",", "[", "]")));
    }
    return new RpcRequest<>(
        "eth_getLogs", filter.append("}]").toString(), in -> in.list(ReceiptFields::readLog));
  }

  private static String anyOf(List<Bytes32> values) {
    return values.isEmpty() ? "null" : quoted(values);
  }

  private static String quoted(List<?> values) {
    return values.stream().map(v -> "\"" + v + "\"").collect(Collectors.joining(",", "[", "]"));
  }
}
