package dev.fairlead.chain;

import dev.fairlead.chain.rpc.JsonInput;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.BlockNumber;
import dev.fairlead.model.BlockRef;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.rlp.RlpWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A block without its receipts, whose hash was recomputed from the fields of its header. */
record Header(
    BlockRef ref,
    BlockHash parent,
    Instant timestamp,
    FeePerGas baseFee,
    Gas gasLimit,
    Gas gasUsed,
    Bytes bloom,
    List<TxHash> transactions) {

  /** Reads a block object; its transactions may be hashes or whole. */
  static Header read(JsonInput in) {
    Fields fields = new Fields();
    in.object(fields::field);
    return fields.verified();
  }

  static Optional<Header> readOptional(JsonInput in) {
    return in.optional(Header::read);
  }

  /** A header, and its transactions as they came with it. */
  record Whole(Header header, List<TransactionFields.Placed> transactions) {
    /** Reads a block object with whole transactions. */
    static Whole read(JsonInput in) {
      Fields fields = new Fields();
      in.object(fields::field);
      return new Whole(fields.verified(), fields.whole);
    }

    static Optional<Whole> readOptional(JsonInput in) {
      return in.optional(Whole::read);
    }
  }

  private static final class Fields {
    private @Nullable Bytes32 hash;
    private @Nullable Bytes32 parent;
    private @Nullable Bytes32 uncles;
    private @Nullable Address miner;
    private @Nullable Bytes32 stateRoot;
    private @Nullable Bytes32 transactionsRoot;
    private @Nullable Bytes32 receiptsRoot;
    private @Nullable Bytes bloom;
    private @Nullable Uint256 difficulty;
    private long number = -1;
    private long gasLimit = -1;
    private long gasUsed = -1;
    private long timestamp = -1;
    private @Nullable Bytes extraData;
    private @Nullable Bytes32 mixHash;
    private @Nullable Bytes nonce;
    private @Nullable Uint256 baseFee;
    private @Nullable Bytes32 withdrawalsRoot;
    private long blobGasUsed = -1;
    private long excessBlobGas = -1;
    private @Nullable Bytes32 parentBeaconBlockRoot;
    private @Nullable Bytes32 requestsHash;
    private List<TxHash> transactions = List.of();
    private final List<TransactionFields.Placed> whole = new ArrayList<>();

    void field(String field, JsonInput in) {
      if (in.isNull()) {
        return;
      }
      switch (field) {
        case "hash" -> hash = in.bytes32();
        case "parentHash" -> parent = in.bytes32();
        case "sha3Uncles" -> uncles = in.bytes32();
        case "miner" -> miner = in.address();
        case "stateRoot" -> stateRoot = in.bytes32();
        case "transactionsRoot" -> transactionsRoot = in.bytes32();
        case "receiptsRoot" -> receiptsRoot = in.bytes32();
        case "logsBloom" -> bloom = in.bytes();
        case "difficulty" -> difficulty = in.quantity();
        case "number" -> number = in.quantityAsLong();
        case "gasLimit" -> gasLimit = in.quantityAsLong();
        case "gasUsed" -> gasUsed = in.quantityAsLong();
        case "timestamp" -> timestamp = in.quantityAsLong();
        case "extraData" -> extraData = in.bytes();
        case "mixHash" -> mixHash = in.bytes32();
        case "nonce" -> nonce = in.bytes();
        case "baseFeePerGas" -> baseFee = in.quantity();
        case "withdrawalsRoot" -> withdrawalsRoot = in.bytes32();
        case "blobGasUsed" -> blobGasUsed = in.quantityAsLong();
        case "excessBlobGas" -> excessBlobGas = in.quantityAsLong();
        case "parentBeaconBlockRoot" -> parentBeaconBlockRoot = in.bytes32();
        case "requestsHash" -> requestsHash = in.bytes32();
        case "transactions" -> transactions = in.list(this::transaction);
        default -> in.skip();
      }
    }

    Header verified() {
      Bytes32 claimed = required("hash", hash);
      Bytes32 computed = Bytes.wrap(encoded()).keccak256();
      if (!claimed.equals(computed)) {
        throw ChainException.retryable(
            "block " + number + " claims the hash " + claimed + " but has " + computed);
      }
      return new Header(
          new BlockRef(new BlockNumber(number), new BlockHash(claimed)),
          new BlockHash(required("parentHash", parent)),
          Instant.ofEpochSecond(timestamp),
          new FeePerGas(baseFee == null ? Uint256.ZERO : baseFee),
          new Gas(gasLimit),
          new Gas(gasUsed),
          required("logsBloom", bloom),
          transactions);
    }

    /** The header's RLP; each fork added fields at the end, so the first absent one ends it. */
    private byte[] encoded() {
      RlpWriter rlp = new RlpWriter();
      int list = rlp.openList();
      rlp.bytes32(required("parentHash", parent))
          .bytes32(required("sha3Uncles", uncles))
          .address(required("miner", miner))
          .bytes32(required("stateRoot", stateRoot))
          .bytes32(required("transactionsRoot", transactionsRoot))
          .bytes32(required("receiptsRoot", receiptsRoot))
          .bytes(required("logsBloom", bloom))
          .number(required("difficulty", difficulty))
          .number(required("number", number))
          .number(required("gasLimit", gasLimit))
          .number(required("gasUsed", gasUsed))
          .number(required("timestamp", timestamp))
          .bytes(required("extraData", extraData))
          .bytes32(required("mixHash", mixHash))
          .bytes(required("nonce", nonce));
      if (baseFee != null) {
        rlp.number(baseFee);
      }
      if (withdrawalsRoot != null) {
        rlp.bytes32(withdrawalsRoot);
      }
      if (blobGasUsed >= 0) {
        rlp.number(blobGasUsed).number(required("excessBlobGas", excessBlobGas));
      }
      if (parentBeaconBlockRoot != null) {
        rlp.bytes32(parentBeaconBlockRoot);
      }
      if (requestsHash != null) {
        rlp.bytes32(requestsHash);
      }
      return rlp.closeList(list).toArray();
    }

    private static <T> T required(String field, @Nullable T value) {
      if (value == null) {
        throw ChainException.retryable("a block without " + field);
      }
      return value;
    }

    private static long required(String field, long value) {
      if (value < 0) {
        throw ChainException.retryable("a block without " + field);
      }
      return value;
    }

    private TxHash transaction(JsonInput in) {
      if (in.isText()) {
        return new TxHash(in.bytes32());
      }
      TransactionFields.Placed placed = TransactionFields.read(in);
      whole.add(placed);
      return placed.transaction().hash();
    }
  }
}
