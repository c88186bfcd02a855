package dev.fairlead.devnet.block;

import dev.fairlead.model.Address;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.rlp.RlpWriter;

/** A header with random roots, and the hash that it has with them. */
record GeneratedHeader(
    Bytes32 parent,
    Address miner,
    Bytes32 stateRoot,
    Bytes32 transactionsRoot,
    Bytes32 receiptsRoot,
    Bytes32 withdrawalsRoot,
    Bytes32 requestsHash,
    Bytes bloom,
    long number,
    long timestamp,
    long gasUsed,
    long baseFee) {
  private static final Bytes32 NO_UNCLES =
      Bytes32.parse("0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347");
  private static final Bytes EXTRA = Bytes.parse("0x6661697265");
  private static final Bytes NONCE = Bytes.parse("0x0000000000000000");
  private static final long GAS_LIMIT = 60_000_000;
  private static final long BLOB_GAS = 393_216;

  Bytes32 hash() {
    RlpWriter rlp = new RlpWriter();
    int list = rlp.openList();
    rlp.bytes32(parent)
        .bytes32(NO_UNCLES)
        .address(miner)
        .bytes32(stateRoot)
        .bytes32(transactionsRoot)
        .bytes32(receiptsRoot)
        .bytes(bloom)
        .number(0)
        .number(number)
        .number(GAS_LIMIT)
        .number(gasUsed)
        .number(timestamp)
        .bytes(EXTRA)
        .bytes32(parent)
        .bytes(NONCE)
        .number(baseFee)
        .bytes32(withdrawalsRoot)
        .number(BLOB_GAS)
        .number(BLOB_GAS)
        .bytes32(stateRoot)
        .bytes32(requestsHash);
    return Bytes.wrap(rlp.closeList(list).toArray()).keccak256();
  }

  JsonObject json() {
    return new JsonObject()
        .quantity("baseFeePerGas", baseFee)
        .quantity("blobGasUsed", BLOB_GAS)
        .quantity("difficulty", 0)
        .quantity("excessBlobGas", BLOB_GAS)
        .text("extraData", EXTRA)
        .quantity("gasLimit", GAS_LIMIT)
        .quantity("gasUsed", gasUsed)
        .text("hash", hash())
        .text("logsBloom", bloom)
        .text("miner", miner)
        .text("mixHash", parent)
        .text("nonce", NONCE)
        .quantity("number", number)
        .text("parentBeaconBlockRoot", stateRoot)
        .text("parentHash", parent)
        .text("receiptsRoot", receiptsRoot)
        .text("requestsHash", requestsHash)
        .text("sha3Uncles", NO_UNCLES)
        .text("stateRoot", stateRoot)
        .quantity("timestamp", timestamp)
        .text("transactionsRoot", transactionsRoot)
        .text("withdrawalsRoot", withdrawalsRoot);
  }
}
