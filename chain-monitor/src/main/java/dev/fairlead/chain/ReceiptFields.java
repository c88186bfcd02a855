package dev.fairlead.chain;

import dev.fairlead.chain.json.FieldNames;
import dev.fairlead.chain.json.JsonInput;
import dev.fairlead.chain.proof.ReceiptClaim;
import dev.fairlead.model.Address;
import dev.fairlead.model.BlockHash;
import dev.fairlead.model.Bytes;
import dev.fairlead.model.Bytes32;
import dev.fairlead.model.FeePerGas;
import dev.fairlead.model.Gas;
import dev.fairlead.model.TxHash;
import dev.fairlead.model.Uint256;
import dev.fairlead.model.settlement.FeePaid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads receipts and logs, with the place that each claims to have. */
final class ReceiptFields {
  private static final Required RECEIPT = new Required("a receipt");

  private @Nullable Bytes32 hash;
  private @Nullable Bytes32 block;
  private long number = -1;
  private long index = -1;
  private @Nullable Address from;
  private long status = -1;
  private long gasUsed = -1;
  private long cumulativeGasUsed = -1;
  private @Nullable Uint256 gasPrice;
  private @Nullable List<Log> logs;
  private OptionalLong type = OptionalLong.empty();
  private long depositNonce = -1;
  private long depositVersion = -1;
  private List<String> unknown = List.of();

  /** Few chains have any of them. */
  private @Nullable RollupFees fees;

  private ReceiptFields() {}

  private enum Field {
    TRANSACTION_HASH,
    BLOCK_HASH,
    BLOCK_NUMBER,
    TRANSACTION_INDEX,
    FROM,
    STATUS,
    GAS_USED,
    CUMULATIVE_GAS_USED,
    EFFECTIVE_GAS_PRICE,
    LOGS,
    TYPE,
    DEPOSIT_NONCE,
    DEPOSIT_RECEIPT_VERSION,
    // What is paid for beside gas.
    BLOB_GAS_PRICE,
    BLOB_GAS_USED,
    DA_FOOTPRINT_GAS_SCALAR,
    GAS_USED_FOR_L1,
    L1_FEE,
    OPERATOR_FEE_CONSTANT,
    OPERATOR_FEE_SCALAR,
    // What servers tell beside what a root holds or what follows from it.
    BLOCK_TIMESTAMP,
    CONTRACT_ADDRESS,
    L1_BASE_FEE_SCALAR,
    L1_BLOB_BASE_FEE,
    L1_BLOB_BASE_FEE_SCALAR,
    L1_BLOCK_NUMBER,
    L1_FEE_SCALAR,
    L1_GAS_PRICE,
    L1_GAS_USED,
    LOGS_BLOOM,
    MULTI_GAS_USED,
    TIMEBOOSTED,
    TO;

    private static final FieldNames<Field> NAMES = FieldNames.of(Field.class);
  }

  private enum LogField {
    ADDRESS,
    TOPICS,
    DATA,
    LOG_INDEX,
    BLOCK_NUMBER,
    REMOVED,
    // What its receipt tells as well.
    BLOCK_HASH,
    BLOCK_TIMESTAMP,
    TRANSACTION_HASH,
    TRANSACTION_INDEX;

    private static final FieldNames<LogField> NAMES = FieldNames.of(LogField.class);
  }

  static ReceiptClaim read(JsonInput in) {
    ReceiptFields fields = new ReceiptFields();
    in.object(Field.NAMES, fields::field, name -> fields.unknown(name, in));
    return fields.claim();
  }

  static Optional<ReceiptClaim> readOptional(JsonInput in) {
    return in.optional(ReceiptFields::read);
  }

  static Log readLog(JsonInput in) {
    LogFields fields = new LogFields();
    in.object(LogField.NAMES, fields::field);
    return fields.log();
  }

  /** A log, and the height that it says it is at. */
  record PlacedLog(long number, Log log) {}

  static PlacedLog readPlacedLog(JsonInput in) {
    LogFields fields = new LogFields();
    in.object(LogField.NAMES, fields::field);
    return new PlacedLog(RECEIPT.field("blockNumber", fields.number), fields.log());
  }

  private void field(Field field, JsonInput in) {
    if (in.isNull()) {
      return;
    }
    switch (field) {
      case TRANSACTION_HASH -> hash = in.bytes32();
      case BLOCK_HASH -> block = in.bytes32();
      case BLOCK_NUMBER -> number = in.quantityAsLong();
      case TRANSACTION_INDEX -> index = in.quantityAsLong();
      case FROM -> from = in.address();
      case STATUS -> status = in.quantityAsLong();
      case GAS_USED -> gasUsed = in.quantityAsLong();
      case CUMULATIVE_GAS_USED -> cumulativeGasUsed = in.quantityAsLong();
      case EFFECTIVE_GAS_PRICE -> gasPrice = in.quantity();
      case LOGS -> logs = in.list(ReceiptFields::readLog);
      case TYPE -> type = OptionalLong.of(in.quantityAsLong());
      case DEPOSIT_NONCE -> depositNonce = in.quantityAsLong();
      case DEPOSIT_RECEIPT_VERSION -> depositVersion = in.quantityAsLong();
      case BLOB_GAS_PRICE -> fees().blobGasPrice = in.quantity();
      case BLOB_GAS_USED -> fees().blobGas = in.quantity();
      case DA_FOOTPRINT_GAS_SCALAR -> {
        fees().byWholeGas = true;
        in.skip();
      }
      case GAS_USED_FOR_L1 -> fees().gasForData = in.quantity();
      case L1_FEE -> fees().data = in.quantity();
      case OPERATOR_FEE_CONSTANT -> fees().operatorConstant = in.quantity();
      case OPERATOR_FEE_SCALAR -> fees().operatorScalar = in.quantity();
      default -> in.skip();
    }
  }

  private RollupFees fees() {
    RollupFees known = fees;
    if (known == null) {
      known = new RollupFees();
      fees = known;
    }
    return known;
  }

  private FeePaid fee(FeePerGas price, Gas gas) {
    try {
      return fees == null
          ? FeePaid.of(price.times(gas))
          : fees.paid(price, gas, type.orElse(Envelope.LEGACY) == Envelope.BLOB);
    } catch (ArithmeticException beyondAll) {
      throw ChainException.retryable("a receipt with a fee that nobody can pay");
    }
  }

  private void unknown(String field, JsonInput in) {
    if (in.isNull()) {
      return;
    }
    if (unknown.isEmpty()) {
      unknown = new ArrayList<>();
    }
    unknown.add(field);
  }

  private ReceiptClaim claim() {
    if (status != 0 && status != 1) {
      throw ChainException.retryable("a receipt with status " + status);
    }
    Gas gas = new Gas(RECEIPT.field("gasUsed", gasUsed));
    FeePerGas price = new FeePerGas(RECEIPT.field("effectiveGasPrice", gasPrice));
    return new ReceiptClaim(
        new BlockHash(RECEIPT.field("blockHash", block)),
        RECEIPT.field("blockNumber", number),
        type,
        RECEIPT.field("cumulativeGasUsed", cumulativeGasUsed),
        depositNonce < 0 || depositVersion < 0
            ? Optional.empty()
            : Optional.of(new ReceiptClaim.Deposit(depositNonce, depositVersion)),
        new Receipt(
            new TxHash(RECEIPT.field("transactionHash", hash)),
            (int) Math.min(RECEIPT.field("transactionIndex", index), Integer.MAX_VALUE),
            RECEIPT.field("from", from),
            status == 1,
            gas,
            price,
            fee(price, gas),
            RECEIPT.field("logs", logs)),
        unknown);
  }

  private static final class LogFields {
    private @Nullable Address address;
    private @Nullable List<Bytes32> topics;
    private @Nullable Bytes data;
    private long index = -1;
    private long number = -1;
    private boolean removed;

    void field(LogField field, JsonInput in) {
      if (in.isNull()) {
        return;
      }
      switch (field) {
        case ADDRESS -> address = in.address();
        case TOPICS -> topics = in.list(JsonInput::bytes32);
        case DATA -> data = in.bytes();
        case LOG_INDEX -> index = in.quantityAsLong();
        case BLOCK_NUMBER -> number = in.quantityAsLong();
        case REMOVED -> removed = in.bool();
        case BLOCK_HASH, BLOCK_TIMESTAMP, TRANSACTION_HASH, TRANSACTION_INDEX -> in.skip();
      }
    }

    Log log() {
      List<Bytes32> known = RECEIPT.field("topics", topics);
      if (removed || known.size() > 4) {
        throw ChainException.retryable("a log that is removed or has more than 4 topics");
      }
      return new Log(
          RECEIPT.field("address", address),
          known,
          RECEIPT.field("data", data),
          (int) Math.min(RECEIPT.field("logIndex", index), Integer.MAX_VALUE));
    }
  }
}
