package dev.fairlead.chain;

import dev.fairlead.chain.rpc.Rpc;
import dev.fairlead.chain.rpc.RpcError;
import dev.fairlead.chain.rpc.RpcReply;
import dev.fairlead.chain.rpc.RpcRequest;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads the logs of a range. Those of its newest blocks, as many as the window of hashes, are taken
 * from the proven blocks themselves: the blooms of their headers, linked down from the last block's
 * hash, say which blocks may have any. Older ones are asked for by range, in pieces that the
 * endpoint accepts: what it answers there must be what was asked for, but that nothing is missing
 * is its word. The range counts only if its last block is the canonical one afterwards.
 */
final class LogReader {
  private static final long LARGEST_PIECE = 10_000;
  private static final int HEADERS_PER_REQUEST = 64;

  private final Rpc rpc;
  private final BlockSource source;
  private volatile long piece = LARGEST_PIECE;

  LogReader(Rpc rpc, BlockSource source) {
    this.rpc = rpc;
    this.source = source;
  }

  List<Log> read(LogQuery query) {
    LogFilter filter = new LogFilter(query);
    long proven =
        Math.max(query.from().value(), query.to().number().value() - ChainProfile.WINDOW + 1);
    List<Log> logs = new ArrayList<>(told(query, filter, query.from().value(), proven - 1));
    List<Header> headers = headers(proven, query.to());
    List<Header> holding =
        headers.stream().filter(header -> filter.mayBeIn(header.bloom())).toList();
    for (int from = 0; from < holding.size(); from += BlockSource.CHUNK) {
      int to = Math.min(holding.size(), from + BlockSource.CHUNK);
      for (Block block : source.blocks(holding.subList(from, to))) {
        for (Receipt receipt : block.receipts()) {
          receipt.logs().stream().filter(filter::matches).forEach(logs::add);
        }
      }
    }
    requireCanonical(query.to());
    return logs;
  }

  /** The logs of a range as the endpoint tells them. */
  private List<Log> told(LogQuery query, LogFilter filter, long first, long last) {
    List<Log> logs = new ArrayList<>();
    long from = first;
    while (from <= last) {
      long to = Math.min(last, from + piece - 1);
      RpcReply<List<ReceiptFields.PlacedLog>> reply = rpc.call(range(from, to, query));
      if (reply instanceof RpcReply.Failed<List<ReceiptFields.PlacedLog>>(RpcError error)
          && from < to
          && tooMuch(error)) {
        piece = Math.max(1, (to - from + 1) / 2);
      } else {
        logs.addAll(asked(reply.orThrow("eth_getLogs"), filter, from, to));
        from = to + 1;
      }
    }
    return logs;
  }

  /** Refuses logs that were not asked for, come twice or out of order. */
  private static List<Log> asked(
      List<ReceiptFields.PlacedLog> told, LogFilter filter, long from, long to) {
    List<Log> logs = new ArrayList<>(told.size());
    long number = from;
    long index = -1;
    for (ReceiptFields.PlacedLog one : told) {
      boolean follows =
          one.number() > number || (one.number() == number && one.log().index() > index);
      if (!follows || one.number() > to || !filter.matches(one.log())) {
        throw ChainException.retryable(
            "log %d of block %d is not one of those from %d to %d that were asked for, in order"
                .formatted(one.log().index(), one.number(), from, to));
      }
      number = one.number();
      index = one.log().index();
      logs.add(one.log());
    }
    return logs;
  }

  /** The headers from a height up to a block, linked to it. */
  private List<Header> headers(long from, BlockRef last) {
    List<Header> headers = new ArrayList<>();
    long next = from;
    while (next <= last.number().value()) {
      int count = (int) Math.min(HEADERS_PER_REQUEST, last.number().value() - next + 1);
      headers.addAll(source.headers(next, count));
      next += count;
    }
    BlockRef expected = last;
    for (Header header : headers.reversed()) {
      if (!header.ref().equals(expected)) {
        throw left(last);
      }
      expected =
          new BlockRef(
              new BlockNumber(Math.max(0, expected.number().value() - 1)), header.parent());
    }
    if (headers.size() != last.number().value() - from + 1) {
      throw left(last);
    }
    return headers;
  }

  private void requireCanonical(BlockRef to) {
    Optional<Header> now = source.header(to.number());
    if (now.isEmpty() || !now.get().ref().equals(to)) {
      throw left(to);
    }
  }

  private static ChainException left(BlockRef to) {
    return ChainException.retryable("block " + to + " left the chain while logs were read");
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

  private static RpcRequest<List<ReceiptFields.PlacedLog>> range(
      long from, long to, LogQuery query) {
    StringBuilder filter =
        new StringBuilder("[{\"fromBlock\":\"0x")
            .append(Long.toHexString(from))
            .append("\",\"toBlock\":\"0x")
            .append(Long.toHexString(to))
            .append('"');
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
        "eth_getLogs", filter.append("}]").toString(), in -> in.list(ReceiptFields::readPlacedLog));
  }

  private static String anyOf(List<Bytes32> values) {
    return values.isEmpty() ? "null" : quoted(values);
  }

  private static String quoted(List<?> values) {
    return values.stream().map(v -> "\"" + v + "\"").collect(Collectors.joining(",", "[", "]"));
  }
}
