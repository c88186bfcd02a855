package dev.fairlead.chain.settlement;

import dev.fairlead.chain.Receipt;
import dev.fairlead.chain.Transaction;
import dev.fairlead.model.Uint256;

/**
 * How much of the chain's own coin a transaction had the executor pay out to the account, as only
 * who knows the executor can read: no token's log tells it. Zero for all other transactions.
 */
@FunctionalInterface
public interface CoinPayouts {
  Uint256 of(Transaction transaction, Receipt receipt);
}
