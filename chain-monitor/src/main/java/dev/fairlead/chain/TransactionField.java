package dev.fairlead.chain;

import dev.fairlead.chain.json.FieldNames;

/** The fields of a transaction that are known here, of all types. */
enum TransactionField {
  HASH,
  BLOCK_HASH,
  BLOCK_NUMBER,
  TRANSACTION_INDEX,
  TYPE,
  FROM,
  TO,
  NONCE,
  VALUE,
  INPUT,
  GAS,
  GAS_PRICE,
  MAX_PRIORITY_FEE_PER_GAS,
  MAX_FEE_PER_GAS,
  MAX_FEE_PER_BLOB_GAS,
  CHAIN_ID,
  ACCESS_LIST,
  BLOB_VERSIONED_HASHES,
  AUTHORIZATION_LIST,
  V,
  Y_PARITY,
  R,
  S,
  SOURCE_HASH,
  MINT,
  IS_SYSTEM_TX,
  REQUEST_ID,
  TICKET_ID,
  REFUND_TO,
  MAX_REFUND,
  SUBMISSION_FEE_REFUND,
  L1_BASE_FEE,
  DEPOSIT_VALUE,
  RETRY_TO,
  RETRY_VALUE,
  BENEFICIARY,
  MAX_SUBMISSION_FEE,
  RETRY_DATA,
  // What follows from others, or is of no use here.
  BLOCK_TIMESTAMP,
  DEPOSIT_RECEIPT_VERSION;

  static final FieldNames<TransactionField> NAMES = FieldNames.of(TransactionField.class);
}
