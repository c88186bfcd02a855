package dev.fairlead.devnet.relay;

import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.devnet.rpc.RpcRefusal;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.TxHash;
import dev.fairlead.parts.Progress;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The chain's public pool, which keeps transactions in order of arrival: taking them out and
 * putting them back in is how the builder orders a block.
 */
final class PublicPool {
  private final JsonRpc rpc;
  private final Progress progress;

  PublicPool(JsonRpc rpc, Progress progress) {
    this.rpc = rpc;
    this.progress = progress;
  }

  /**
   * Takes out what could be in the next block, best paying first, an account's own in order of
   * nonce.
   */
  List<PrivateTransaction> take(BigInteger baseFee) {
    List<Deque<PrivateTransaction>> accounts = new ArrayList<>();
    for (JsonNode account : rpc.call("txpool_content").path("pending")) {
      Deque<PrivateTransaction> own = new ArrayDeque<>();
      for (JsonNode transaction : account) {
        read(TxHash.parse(transaction.get("hash").asString()), own);
      }
      if (!own.isEmpty()) {
        accounts.add(
            new ArrayDeque<>(
                own.stream().sorted(Comparator.comparingLong(PrivateTransaction::nonce)).toList()));
      }
    }
    List<PrivateTransaction> ordered = merged(accounts, baseFee);
    ordered.forEach(transaction -> drop(transaction.hash()));
    return ordered;
  }

  /** Puts one in, at the end; what the pool refuses is named and left out. */
  void put(PrivateTransaction transaction) {
    try {
      rpc.call("eth_sendRawTransaction", transaction.signed().toString());
    } catch (RpcRefusal e) {
      progress.says("the pool refused " + transaction.hash() + ": " + e.reason());
    }
  }

  void drop(TxHash hash) {
    rpc.call("anvil_dropTransaction", hash.toString());
  }

  int pending() {
    return JsonRpc.number(rpc.call("txpool_status").get("pending")).intValueExact();
  }

  private void read(TxHash hash, Deque<PrivateTransaction> own) {
    JsonNode signed = rpc.call("eth_getRawTransactionByHash", hash.toString());
    if (!signed.isNull()) {
      own.add(PrivateTransaction.of(Bytes.parse(signed.asString())));
    }
  }

  private static List<PrivateTransaction> merged(
      List<Deque<PrivateTransaction>> accounts, BigInteger baseFee) {
    List<PrivateTransaction> ordered = new ArrayList<>();
    while (true) {
      Deque<PrivateTransaction> best =
          accounts.stream()
              .filter(own -> !own.isEmpty())
              .max(Comparator.comparing(own -> own.element().tip(baseFee)))
              .orElse(null);
      if (best == null) {
        return ordered;
      }
      ordered.add(best.remove());
    }
  }
}
