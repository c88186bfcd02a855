package dev.fairlead.chain.proof;

import dev.fairlead.chain.Header;
import java.util.List;

/** A block as an endpoint tells it, in the order in which it tells it. */
public record BlockClaim(
    Header header, List<TransactionClaim> transactions, List<ReceiptClaim> receipts) {
  public BlockClaim {
    transactions = List.copyOf(transactions);
    receipts = List.copyOf(receipts);
  }
}
