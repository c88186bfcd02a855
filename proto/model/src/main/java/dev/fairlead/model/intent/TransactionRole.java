package dev.fairlead.model.intent;

/** What a transaction is for in the life of its intent. */
public enum TransactionRole {
  /** Lets the contract that trades pull exactly the amount sold. */
  APPROVAL,
  /** Makes the trade. */
  TRADE,
  /** Consumes a nonce without effect, so that nothing else can use it. */
  CANCELLATION
}
