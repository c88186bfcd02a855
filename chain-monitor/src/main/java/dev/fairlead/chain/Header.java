package dev.fairlead.chain;

import dev.fairlead.chain.json.FieldNames;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.proof.Bloom;
import dev.fairlead.chain.proof.Check;
import dev.fairlead.chain.proof.TransactionClaim;
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

/**
 * A block without its content. Its hash was recomputed from its fields, unless {@code unproven}
 * names fields that are not known here and may be why it did not fit.
 */
public record Header(
    BlockRef ref,
    BlockHash parent,
    Instant timestamp,
    FeePerGas baseFee,
    Gas gasLimit,
    Gas gasUsed,
    FeeMarks marks,
    Bytes bloom,
    Bytes32 transactionsRoot,
    Bytes32 receiptsRoot,
    List<TxHash> transactions,
    List<String> unproven) {
  public Header {
    transactions = List.copyOf(transactions);
    unproven = List.copyOf(unproven);
  }

  /** Reads a block object; its transactions may be hashes or whole. */
  static Header read(JsonInput in) {
    Fields fields = new Fields();
    in.object(Field.NAMES, fields::field, name -> fields.unknown(name, in));
    return fields.verified();
  }

  static Optional<Header> readOptional(JsonInput in) {
    return in.optional(Header::read);
  }

  /** A header, and its transactions as they came with it. */
  record Whole(Header header, List<TransactionClaim> transactions) {
    /** Reads a block object with whole transactions. */
    static Whole read(JsonInput in) {
      Fields fields = new Fields();
      in.object(Field.NAMES, fields::field, name -> fields.unknown(name, in));
      Header header = fields.verified();
      if (fields.whole.size() != header.transactions().size()) {
        throw ChainException.retryable("block " + header.ref() + " came without its transactions");
      }
      return new Whole(header, fields.whole);
    }

    static Optional<Whole> readOptional(JsonInput in) {
      return in.optional(Whole::read);
    }
  }

  private enum Field {
    HASH,
    PARENT_HASH,
    SHA3_UNCLES,
    MINER,
    STATE_ROOT,
    TRANSACTIONS_ROOT,
    RECEIPTS_ROOT,
    LOGS_BLOOM,
    DIFFICULTY,
    NUMBER,
    GAS_LIMIT,
    GAS_USED,
    TIMESTAMP,
    EXTRA_DATA,
    MIX_HASH,
    NONCE,
    BASE_FEE_PER_GAS,
    WITHDRAWALS_ROOT,
    BLOB_GAS_USED,
    EXCESS_BLOB_GAS,
    PARENT_BEACON_BLOCK_ROOT,
    REQUESTS_HASH,
    TRANSACTIONS,
    // What servers tell beside the fields that the hash is of.
    AUTHOR,
    L1_BLOCK_NUMBER,
    SEAL_FIELDS,
    SEND_COUNT,
    SEND_ROOT,
    SIZE,
    TOTAL_DIFFICULTY,
    UNCLES,
    WITHDRAWALS;

    private static final FieldNames<Field> NAMES = FieldNames.of(Field.class);
  }

  private static final class Fields {
    private static final Required HEADER = new Required("a block");

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
    private final List<TransactionClaim> whole = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    void field(Field field, JsonInput in) {
      if (in.isNull()) {
        return;
      }
      switch (field) {
        case HASH -> hash = in.bytes32();
        case PARENT_HASH -> parent = in.bytes32();
        case SHA3_UNCLES -> uncles = in.bytes32();
        case MINER -> miner = in.address();
        case STATE_ROOT -> stateRoot = in.bytes32();
        case TRANSACTIONS_ROOT -> transactionsRoot = in.bytes32();
        case RECEIPTS_ROOT -> receiptsRoot = in.bytes32();
        case LOGS_BLOOM -> bloom = in.bytes();
        case DIFFICULTY -> difficulty = in.quantity();
        case NUMBER -> number = in.quantityAsLong();
        case GAS_LIMIT -> gasLimit = in.quantityAsLong();
        case GAS_USED -> gasUsed = in.quantityAsLong();
        case TIMESTAMP -> timestamp = in.quantityAsLong();
        case EXTRA_DATA -> extraData = in.bytes();
        case MIX_HASH -> mixHash = in.bytes32();
        case NONCE -> nonce = in.bytes();
        case BASE_FEE_PER_GAS -> baseFee = in.quantity();
        case WITHDRAWALS_ROOT -> withdrawalsRoot = in.bytes32();
        case BLOB_GAS_USED -> blobGasUsed = in.quantityAsLong();
        case EXCESS_BLOB_GAS -> excessBlobGas = in.quantityAsLong();
        case PARENT_BEACON_BLOCK_ROOT -> parentBeaconBlockRoot = in.bytes32();
        case REQUESTS_HASH -> requestsHash = in.bytes32();
        case TRANSACTIONS -> transactions = in.list(this::transaction);
        default -> in.skip();
      }
    }

    void unknown(String field, JsonInput in) {
      if (!in.isNull()) {
        unknown.add("header field " + field);
      }
    }

    Header verified() {
      Bytes32 claimed = HEADER.field("hash", hash);
      Bytes32 computed = Bytes.wrap(encoded()).keccak256();
      boolean fits = claimed.equals(computed);
      if (!fits && unknown.isEmpty()) {
        throw ChainException.disproved(
            "block "
                + number
                + " does not match "
                + Check.HEADER_HASH
                + ": it claims "
                + claimed
                + " but has "
                + computed);
      }
      return new Header(
          new BlockRef(new BlockNumber(number), new BlockHash(claimed)),
          new BlockHash(HEADER.field("parentHash", parent)),
          Instant.ofEpochSecond(timestamp),
          new FeePerGas(baseFee == null ? Uint256.ZERO : baseFee),
          new Gas(gasLimit),
          new Gas(gasUsed),
          marks(),
          bloom(),
          HEADER.field("transactionsRoot", transactionsRoot),
          HEADER.field("receiptsRoot", receiptsRoot),
          transactions,
          fits ? List.of() : unknown);
    }

    private FeeMarks marks() {
      return new FeeMarks(
          baseFee != null,
          HEADER.field("extraData", extraData),
          blobGasUsed < 0
              ? Optional.empty()
              : Optional.of(new FeeMarks.BlobGas(blobGasUsed, excessBlobGas)));
    }

    private Bytes bloom() {
      Bytes known = HEADER.field("logsBloom", bloom);
      if (known.length() != Bloom.LENGTH) {
        throw ChainException.retryable("a bloom of " + known.length() + " bytes");
      }
      return known;
    }

    /** The header's RLP; each fork added fields at the end, so the first absent one ends it. */
    private byte[] encoded() {
      RlpWriter rlp = new RlpWriter();
      int list = rlp.openList();
      rlp.bytes32(HEADER.field("parentHash", parent))
          .bytes32(HEADER.field("sha3Uncles", uncles))
          .address(HEADER.field("miner", miner))
          .bytes32(HEADER.field("stateRoot", stateRoot))
          .bytes32(HEADER.field("transactionsRoot", transactionsRoot))
          .bytes32(HEADER.field("receiptsRoot", receiptsRoot))
          .bytes(HEADER.field("logsBloom", bloom))
          .number(HEADER.field("difficulty", difficulty))
          .number(HEADER.field("number", number))
          .number(HEADER.field("gasLimit", gasLimit))
          .number(HEADER.field("gasUsed", gasUsed))
          .number(HEADER.field("timestamp", timestamp))
          .bytes(HEADER.field("extraData", extraData))
          .bytes32(HEADER.field("mixHash", mixHash))
          .bytes(HEADER.field("nonce", nonce));
      if (baseFee != null) {
        rlp.number(baseFee);
      }
      if (withdrawalsRoot != null) {
        rlp.bytes32(withdrawalsRoot);
      }
      if (blobGasUsed >= 0) {
        rlp.number(blobGasUsed).number(HEADER.field("excessBlobGas", excessBlobGas));
      }
      if (parentBeaconBlockRoot != null) {
        rlp.bytes32(parentBeaconBlockRoot);
      }
      if (requestsHash != null) {
        rlp.bytes32(requestsHash);
      }
      return rlp.closeList(list).toArray();
    }

    private TxHash transaction(JsonInput in) {
      if (in.isText()) {
        return new TxHash(in.bytes32());
      }
      TransactionClaim placed = TransactionFields.read(in);
      whole.add(placed);
      return placed.transaction().hash();
    }
  }
}
