package dev.fairlead.chain.proof;

/** What a block was held against. */
public enum Check {
  HEADER_HASH("the hash of its header"),
  PLACE("the place that its content claims"),
  TRANSACTION_HASH("the hash of a transaction"),
  TRANSACTIONS_ROOT("its transactions root"),
  RECEIPTS_ROOT("its receipts root"),
  BLOOM("the bloom of its logs"),
  GAS("the gas of its receipts"),
  LOG_INDEX("the order of its logs"),
  SENDER("the sender of a transaction"),
  GAS_PRICE("the price of gas");

  private final String words;

  Check(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
