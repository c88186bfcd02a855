package dev.fairlead.devnet.relay;

import dev.fairlead.devnet.rpc.JsonRpc;
import dev.fairlead.devnet.rpc.RpcRefusal;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.TxHash;
import dev.fairlead.parts.Progress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The chain's public pool, which keeps transactions in order of arrival.
 *
 * <p>They are never taken out to be put back: an account's pending nonce would fall for a moment,
 * and who asks for it then would use a nonce twice.
 */
final class PublicPool {
  private final JsonRpc rpc;
  private final Progress progress;

  PublicPool(JsonRpc rpc, Progress progress) {
    this.rpc = rpc;
    this.progress = progress;
  }

  /** What could be in the next block, an account's own in order of nonce. */
  List<PrivateTransaction> executable() {
    List<PrivateTransaction> all = new ArrayList<>();
    for (JsonNode account : rpc.call("txpool_content").path("pending")) {
      List<PrivateTransaction> own = new ArrayList<>();
      for (JsonNode transaction : account) {
        JsonNode signed =
            rpc.call("eth_getRawTransactionByHash", transaction.get("hash").asString());
        if (!signed.isNull()) {
          own.add(PrivateTransaction.of(Bytes.parse(signed.asString())));
        }
      }
      own.sort(Comparator.comparingLong(PrivateTransaction::nonce));
      all.addAll(own);
    }
    return all;
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
}
