package dev.fairlead.devnet.block;

import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;

/** Where in the chain a transaction lies: what each of its parts repeats. */
record Place(Bytes32 block, long number, long timestamp, Bytes transaction, int index) {
  JsonObject of(JsonObject part) {
    return part.text("blockHash", block)
        .quantity("blockNumber", number)
        .quantity("blockTimestamp", timestamp)
        .text("transactionHash", transaction)
        .quantity("transactionIndex", index);
  }
}
