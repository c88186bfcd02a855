package dev.fairlead.chain.proof;

import dev.fairlead.chain.Envelope;
import dev.fairlead.chain.Log;
import dev.fairlead.model.rlp.RlpWriter;

/** The bytes of receipts, as the receipts root holds them. */
final class ReceiptEncoding {
  private ReceiptEncoding() {}

  /** Writes a receipt of a transaction's type, with the bloom of its own logs. */
  static void write(ReceiptClaim claim, int type, byte[] bloom, RlpWriter out) {
    if (type != Envelope.LEGACY) {
      out.raw(type);
    }
    int receipt = out.openList();
    out.number(claim.receipt().succeeded() ? 1 : 0).number(claim.cumulativeGasUsed()).bytes(bloom);
    int logs = out.openList();
    for (Log log : claim.receipt().logs()) {
      int one = out.openList();
      int topics = out.address(log.address()).openList();
      log.topics().forEach(out::bytes32);
      out.closeList(topics).bytes(log.data()).closeList(one);
    }
    out.closeList(logs);
    if (type == Envelope.OP_DEPOSIT) {
      claim.deposit().ifPresent(deposit -> out.number(deposit.nonce()).number(deposit.version()));
    }
    out.closeList(receipt);
  }
}
