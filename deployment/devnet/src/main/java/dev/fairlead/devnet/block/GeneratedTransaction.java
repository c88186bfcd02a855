package dev.fairlead.devnet.block;

import dev.fairlead.model.Bytes;
import java.util.ArrayList;
import java.util.List;

/** A transaction and what it did. Each fourth is of the kind before EIP-1559. */
record GeneratedTransaction(
    Bytes hash,
    Bytes from,
    Bytes to,
    long nonce,
    long value,
    long gas,
    long tip,
    Bytes input,
    Bytes r,
    Bytes s,
    List<GeneratedLog> logs) {

  private boolean legacy() {
    return nonce % 4 == 0;
  }

  String json(Place place, long baseFee) {
    JsonObject json =
        new JsonObject()
            .text("blockHash", place.block())
            .quantity("blockNumber", place.number())
            .text("from", from)
            .quantity("gas", 2 * gas)
            .quantity("gasPrice", baseFee + tip);
    if (!legacy()) {
      json.quantity("maxFeePerGas", 2 * baseFee + tip).quantity("maxPriorityFeePerGas", tip);
    }
    json.text("hash", hash)
        .text("input", input)
        .quantity("nonce", nonce)
        .text("to", to)
        .quantity("transactionIndex", place.index())
        .quantity("value", value)
        .quantity("type", legacy() ? 0 : 2);
    if (!legacy()) {
      json.list("accessList", List.of());
    }
    long parity = value & 1;
    json.quantity("chainId", 1)
        .quantity("v", legacy() ? 37 + parity : parity)
        .text("r", r)
        .text("s", s);
    return legacy() ? json.end() : json.quantity("yParity", parity).end();
  }

  /** The receipt; {@code firstLog} counts the block's logs before it. */
  String receipt(Place place, long baseFee, long cumulativeGas, int firstLog) {
    LogFilter bloom = new LogFilter();
    List<String> written = new ArrayList<>();
    for (GeneratedLog log : logs) {
      bloom.add(log);
      written.add(log.json(place, firstLog + written.size()));
    }
    return place
        .of(new JsonObject())
        .raw("contractAddress", "null")
        .quantity("cumulativeGasUsed", cumulativeGas)
        .quantity("effectiveGasPrice", baseFee + tip)
        .text("from", from)
        .quantity("gasUsed", gas)
        .list("logs", written)
        .text("logsBloom", bloom.toBytes())
        .quantity("status", 1)
        .text("to", to)
        .quantity("type", legacy() ? 0 : 2)
        .end();
  }
}
